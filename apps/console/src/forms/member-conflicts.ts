import { changedMembers } from './changed-members.ts';

/** A member that somebody else has changed since a page was filled. */
export interface MemberConflict<Body> {
  member: keyof Body & string;
  from: unknown;
  /** What the other one saved. */
  to: unknown;
  /** The operator has changed it too. */
  isMine: boolean;
}

/** What another operator has changed since the page was filled, and which of it was typed over here. */
export function memberConflicts<Body extends object>(versions: { base: Body; theirs: Body; mine: Body }): MemberConflict<Body>[] {
  const theirs = changedMembers(versions.base, versions.theirs);
  const mine = changedMembers(versions.base, versions.mine);
  return (Object.keys(theirs) as (keyof Body & string)[]).map((member) => ({
    member,
    from: versions.base[member],
    to: theirs[member],
    isMine: Object.hasOwn(mine, member),
  }));
}
