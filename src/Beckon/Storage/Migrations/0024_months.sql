-- The history by months. An id is a version-7 UUID, so a range of ids is a range of time, and the primary key stays what it was.
--
-- What a table holds so far becomes its default partition as it is: nothing is copied here, so this step takes no longer on a big table than on
-- an empty one. The keeper of the months (Storage/Months) makes the months at the next start and moves the rows into them, one month at a time.
-- The default partition stays: it takes ids outside all months, so that nothing is ever refused for want of a partition.

-- (run, step, channel) is what a message's id is made of now: the primary key says that nothing is sent twice. Rows from before keep their ids.
alter table message drop constraint message_workspace_id_run_id_step_channel_key;

do $$
declare
    name   text;
    rest   text;
    index  record;
begin
    foreach name in array array['event', 'message', 'raw_payload'] loop
        rest := name || '_default';
        continue when to_regclass(name) is null;
        execute format('alter table %I rename to %I', name, rest);
        execute format('create table %I (like %I including all excluding indexes) partition by range (id)', name, rest);
        for index in
            select c.relname as name, x.indisprimary as is_primary, pg_get_indexdef(x.indexrelid, 0, true) as definition
            from pg_index x join pg_class c on c.oid = x.indexrelid
            where x.indrelid = rest::regclass
        loop
            execute format('alter index %I rename to %I', index.name, rest || substr(index.name, length(name) + 1));
            if not index.is_primary then
                execute replace(index.definition, format(' ON %I ', rest), format(' ON %I ', name));
            end if;
        end loop;
        execute format('alter table %I add primary key (workspace_id, id)', name);
        execute format('alter table %I attach partition %I default', name, rest);
    end loop;
end
$$;

-- A key is a hash, so each new one dirties a page anywhere in an index that is as big as the history is long. So new keys go to a small table,
-- and the keys of long ago lie in one that is only read, and now and then written anew, in order (Events/EventKeyKeeper). In between, the small
-- table of before waits here.
create table event_key_closing (like event_key including all);
create table event_key_past (like event_key including all);
