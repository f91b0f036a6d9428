-- The nodes that share the work. One that has not been seen for a few seconds is taken for dead.
create table node (
    id         uuid primary key,
    name       text not null,
    version    text not null,
    -- Whether it processes and sends, or only takes in.
    works      boolean not null,
    started_at timestamptz not null,
    expires_at timestamptz not null
);

-- All work belongs to one of 64 slots, and a slot to one node. `fence` grows with every change of hands.
create table slot (
    number  smallint primary key,
    node_id uuid,
    fence   bigint not null default 0
);
insert into slot (number) select generate_series(0, 63);

drop table lease;

comment on column inbox.partition is '0: as it arrived. From 1 on: whose it is has been found, and it waits for the lane of those contacts.';
