-- grain: one row per object stored before the snapshot that no row of the database names
select * from orphan order by bucket, object_key
