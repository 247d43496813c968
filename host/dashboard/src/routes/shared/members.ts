// What records are known to have at each step, before any is read: for completion.
import type { MembersAt } from '../../api/model';
import type { FileEdit } from '../../state/file';
import { may } from '../../state/session';
import { type Subject, useAsked } from './trial';

const kNone: MembersAt[] = [];

export function useMembers(of: Subject, file: FileEdit): MembersAt[] {
  const wanted = file.original !== undefined && may('editor');
  const files = file.changed ? { [file.path]: file.text } : {};
  return useAsked<{ items: MembersAt[] }>('/api/v1/members', wanted ? { ...of, files } : undefined).data?.items ?? kNone;
}
