-- grain: kind, storage class and whether it must be restored before it can be read; intact objects in scope
select * from storage_class order by kind, archived desc, storage_class
