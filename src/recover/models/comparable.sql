-- What can be compared of an answer: fingerprints, but no stated MD5 of a store whose ETags are known to be none.
create or replace macro comparable(fingerprints, method, distrusted) as
  list_filter(
    coalesce(fingerprints, []), lambda f: method = 'read' or not coalesce(distrusted, false) or f[:4] <> 'md5:'
  );

-- Must it be restored from an archive before it can be read?
create or replace macro is_archived(answer, storage_class, restored) as
  answer = 'archived' or (coalesce(storage_class, '') in ('GLACIER', 'DEEP_ARCHIVE') and restored is distinct from true);
