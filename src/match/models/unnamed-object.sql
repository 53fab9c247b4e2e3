-- grain: one row per stored object that no row of the database names to the byte, in scope or not, expected or not
create or replace table unnamed_object as
select s.*
from stored_object as s
anti join promise as p on p.bucket = s.bucket and p.object_key = s.object_key;
