import { expectAnswer } from './expect-answer.ts';
import type { Flow } from './flow.ts';

/** A document that is the same for everybody. Its members are checked once, and each answer is that very text. */
export function publicDocument(name: string, title: string, document: { target: string; members: string[] }): Flow {
  const { target, members } = document;
  return {
    name,
    title,
    on_bare: true,
    async prepare({ connections }) {
      const first = await connections[0]?.send({ method: 'GET', target });
      if (first === undefined) return [];
      expectAnswer(first, 200, members);
      return connections.map((connection) => async () => {
        const answer = await connection.send({ method: 'GET', target });
        if (answer.status !== 200 || answer.text !== first.text) throw new Error(`another answer came: ${answer.status}`);
      });
    },
  };
}
