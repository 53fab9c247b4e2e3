-- grain: one row per row of the database and thing that is wrong in it; the row is counted all the same
select * from anomaly order by source, row_number, code, column_name
