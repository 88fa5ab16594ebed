import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { readMail, type ReadMail } from './read-mail.ts';

/** A mail server that keeps what it gets. What it replies is for a test to say. */
export interface MailCatcher {
  readonly port: number;
  readonly mails: (ReadMail & { from: string; to: string })[];
  /** Every command as it came, oldest first; in capitals those that came encrypted. */
  readonly commands: string[];
  /** Instead of the reply that would be given; `silence`: none at all. */
  reply: (command: string) => string | undefined;
  /** The next mail that comes. */
  next(): Promise<ReadMail>;
  stop(): void;
}

export interface MailCatcherOptions {
  host?: string;
  certificate?: { key: string; cert: string };
  /** TLS from the start; with a certificate, STARTTLS is offered otherwise (RFC 3207). */
  implicit_tls?: boolean;
}

/** A real SMTP server (RFC 5321), as small as it can be. */
export async function startMailCatcher(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const { host = '127.0.0.1', certificate, implicit_tls = false } = options;
  const sockets = new Set<Socket>();
  const waiting: ((mail: ReadMail) => void)[] = [];
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    new Conversation(catcher, socket, { certificate, waiting }).begin();
  };
  const server = implicit_tls ? createTlsServer({ ...certificate }, accept) : createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const catcher: MailCatcher = {
    port: (server.address() as AddressInfo).port,
    mails: [],
    commands: [],
    reply: () => undefined,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return catcher;
}

/** What a rule of a test returns so that the client waits in vain. */
export const SILENCE = 'silence';

interface Surroundings {
  certificate: { key: string; cert: string } | undefined;
  waiting: ((mail: ReadMail) => void)[];
}

class Conversation {
  readonly #catcher: MailCatcher;
  readonly #surroundings: Surroundings;
  #socket: Socket;
  #unread = '';
  #inData = false;
  #from = '';
  #to = '';

  constructor(catcher: MailCatcher, socket: Socket, surroundings: Surroundings) {
    this.#catcher = catcher;
    this.#socket = socket;
    this.#surroundings = surroundings;
  }

  begin(): void {
    this.#listen();
    this.#say(this.#catcher.reply('connect') ?? '220 catcher');
  }

  #listen(): void {
    // A client that refuses the certificate, or hangs up, is what some tests are about.
    this.#socket.on('error', () => {});
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk.toString('latin1')));
  }

  #read(text: string): void {
    this.#unread += text;
    for (;;) {
      const end = this.#inData ? '\r\n.\r\n' : '\r\n';
      const at = this.#unread.indexOf(end);
      if (at < 0) return;
      const part = this.#unread.slice(0, at);
      this.#unread = this.#unread.slice(at + end.length);
      if (this.#inData) this.#keep(part);
      else this.#obey(part);
    }
  }

  #obey(line: string): void {
    const encrypted = this.#socket instanceof TLSSocket;
    const verb = line.split(' ')[0]?.toUpperCase() ?? '';
    this.#catcher.commands.push(encrypted ? verb : verb.toLowerCase());
    if (/^MAIL FROM:/i.test(line)) this.#from = /<(.*?)>/.exec(line)?.[1] ?? '';
    if (/^RCPT TO:/i.test(line)) this.#to = /<(.*?)>/.exec(line)?.[1] ?? '';
    const reply = this.#catcher.reply(verb) ?? this.#usualReply(verb, encrypted);
    this.#inData = reply.startsWith('354');
    this.#say(reply);
    if (verb === 'STARTTLS') this.#encrypt();
    if (verb === 'QUIT') this.#socket.end();
  }

  #usualReply(verb: string, encrypted: boolean): string {
    const { certificate } = this.#surroundings;
    const replies: Record<string, string> = {
      EHLO: `250-catcher\r\n${certificate !== undefined && !encrypted ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN`,
      STARTTLS: '220 go on',
      AUTH: '235 welcome',
      DATA: '354 go on',
      QUIT: '221 bye',
    };
    return replies[verb] ?? '250 ok';
  }

  #keep(data: string): void {
    this.#inData = false;
    const reply = this.#catcher.reply('data') ?? '250 kept';
    if (reply.startsWith('250')) {
      const mail = { ...readMail(data.replaceAll('\r\n..', '\r\n.')), from: this.#from, to: this.#to };
      this.#catcher.mails.push(mail);
      for (const resolve of this.#surroundings.waiting.splice(0)) resolve(mail);
    }
    this.#say(reply);
  }

  #encrypt(): void {
    this.#socket.removeAllListeners('data');
    this.#socket = new TLSSocket(this.#socket, { isServer: true, ...this.#surroundings.certificate });
    this.#listen();
  }

  #say(reply: string): void {
    if (reply !== SILENCE) this.#socket.write(`${reply}\r\n`);
  }
}
