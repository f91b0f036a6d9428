-- Who may do a piece of work that one node at a time does. `fence` grows with every change of hands.
create table lease (
    name       text primary key,
    owner      uuid not null,
    fence      bigint not null,
    expires_at timestamptz not null
);
