-- grain: one row per matched row, as the database says it since the second look, and one per row that came since to
--        a file that was looked at again
-- What the second look changed (changed_row) stands in for what the snapshot said; the rest is read where it is.
create or replace view present_row as
select m.* from match_row as m anti join changed_row as c on c.row_number = m.row_number
union all by name
select * from changed_row;
