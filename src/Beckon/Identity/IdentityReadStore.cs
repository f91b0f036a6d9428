using Beckon.Contacts;
using Beckon.Events;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Identity;

/// <summary>Reads conflicts and merges for people to look at.</summary>
public static class IdentityReadStore
{
    private const int MostMerges = 200;
    private const int MostIdentifiers = 20;

    private const string Conflicts =
        """
        x.id, x.event_id, e.name, x.at, x.resolved_at, x.resolution, x.resolved_by, x.kept_contact, x.other_contact
        from identity_conflict x left join event e on e.workspace_id = $1 and e.id = x.event_id
        where x.workspace_id = $1
        """;

    /// <summary>Open ones, or those that are resolved; the latest first.</summary>
    public static Task<List<ConflictRecord>> ConflictsAsync(
        NpgsqlConnection connection, Guid workspaceId, bool open, Guid? after, int limit, CancellationToken ct) => connection
        .Command(
            $"""
            select {Conflicts}
            and x.resolved_at is {(open ? "" : "not")} null and ($2::uuid is null or x.id < $2)
            order by x.id desc limit $3
            """)
        .With(workspaceId).With(after, NpgsqlDbType.Uuid).With(limit)
        .ReadAsync(Conflict, ct);

    public static Task<ConflictRecord?> ConflictAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) => connection
        .Command($"select {Conflicts} and x.id = $2")
        .With(workspaceId).With(id)
        .FindAsync(Conflict, ct);

    private static ConflictRecord Conflict(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.TextOrNull(2), row.Time(3), row.TimeOrNull(4), row.TextOrNull(5) is { } outcome ? Words.Read<ConflictOutcome>(outcome) : null, row.TextOrNull(6), row.GetGuid(7),
        row.GetGuid(8));

    /// <summary>The merges into a contact and into whoever is merged into it, the latest first, or the one asked for; also those that were undone.</summary>
    public static Task<List<MergeRecord>> MergesAsync(NpgsqlConnection connection, Guid workspaceId, Guid contact, Guid? only, CancellationToken ct) => connection
        .Command(
            $"""
            with recursive {Merged.Below("below", "$2")}
            select m.id, m.from_contact, m.into_contact, m.at, m.event_id, e.name, m.merged_by, m.undone_at, m.undone_by, m.before is not null
            from contact_merge m left join event e on e.workspace_id = $1 and e.id = m.event_id
            where m.workspace_id = $1 and m.into_contact in (select id from below) and ($4::uuid is null or m.id = $4)
            order by m.id desc limit $3
            """)
        .With(workspaceId).With(contact).With(MostMerges).With(only, NpgsqlDbType.Uuid)
        .ReadAsync(
            row => new MergeRecord(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.Time(3), row.GetGuid(4), row.TextOrNull(5))
            {
                By = row.TextOrNull(6),
                UndoneAt = row.TimeOrNull(7),
                UndoneBy = row.TextOrNull(8),
                CanBeUndone = row.GetBoolean(9) && row.IsDBNull(7),
            },
            ct);

    /// <summary>
    /// People as they are now, by the ids asked for: who was merged is shown as the contact that stays. With <paramref name="asTheyWere"/> they are
    /// shown by themselves.
    /// </summary>
    public static async Task<Dictionary<Guid, PersonBrief>> PeopleAsync(
        NpgsqlConnection connection, Guid workspaceId, IEnumerable<Guid> ids, bool asTheyWere, CancellationToken ct)
    {
        Guid[] asked = [.. ids.Distinct()];
        var found = await connection
            .Command(
                """
                with recursive up as (
                    select c.id as asked, c.id, c.merged_into from contact c where c.workspace_id = $1 and c.id = any($2)
                    union
                    select up.asked, c.id, c.merged_into from up join contact c on c.workspace_id = $1 and c.id = up.merged_into
                )
                select up.asked, c.id, c.first_name, c.last_name, c.email, c.phone, c.order_count, c.last_seen_at, c.created_at, up.id
                from up join contact c on c.workspace_id = $1 and c.id = case when $3 then up.asked else up.id end
                where up.merged_into is null
                """)
            .With(workspaceId).With(asked).With(asTheyWere)
            .ReadAsync(
                row => (Asked: row.GetGuid(0), Id: row.GetGuid(1), Stays: row.GetGuid(9), Person: new PersonBrief(
                    Ids.Out(Ids.Contact, row.GetGuid(1)),
                    PersonName.Of(row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)),
                    row.TextOrNull(4), row.TextOrNull(5), row.GetInt32(6), row.Time(7), row.Time(8), [])),
                ct);
        var known = await IdentifiersAsync(connection, workspaceId, found.ConvertAll(one => one.Id), found.ConvertAll(one => one.Stays), ct);
        return found.ToDictionary(one => one.Asked, one => one.Person with { Identifiers = [.. known[one.Id].Take(MostIdentifiers)] });
    }

    private static async Task<ILookup<Guid, ContactIdentifier>> IdentifiersAsync(
        NpgsqlConnection connection, Guid workspaceId, List<Guid> contacts, List<Guid> stay, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select t.id, i.kind, i.value, i.created_at, i.scope, s.kind, s.name
                from (select distinct id, stays from unnest($2, $3) as t(id, stays)) t
                join contact_identifier i on i.workspace_id = $1 and i.contact_id = t.stays and (t.id = t.stays or i.own_contact = t.id)
                left join source s on i.kind = 'customer_id' and s.workspace_id = $1 and s.id = i.scope
                order by array_position(array['customer_id', 'email', 'phone', 'anonymous_id'], i.kind), i.created_at, i.value
                """)
            .With(workspaceId).With(contacts.ToArray()).With(stay.ToArray())
            .ReadAsync(
                row =>
                {
                    var kind = Words.Read<IdentifierKind>(row.GetString(1));
                    var source = kind == IdentifierKind.CustomerId ? SourceRef.Of(row.GetGuid(4), row.TextOrNull(5), row.TextOrNull(6)) : null;
                    return (Contact: row.GetGuid(0), Identifier: new ContactIdentifier(kind, row.GetString(2), source, row.Time(3)));
                },
                ct);
        return found.ToLookup(one => one.Contact, one => one.Identifier);
    }
}

/// <summary>A conflict, as it is kept.</summary>
public sealed record ConflictRecord(
    Guid Id, Guid EventId, string? EventName, DateTimeOffset At, DateTimeOffset? ResolvedAt, ConflictOutcome? Resolution, string? ResolvedBy, Guid Kept,
    Guid Other);

/// <summary>A merge, as it is kept.</summary>
public sealed record MergeRecord(Guid Id, Guid From, Guid Into, DateTimeOffset At, Guid EventId, string? EventName)
{
    public string? By { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }

    public bool CanBeUndone { get; init; }
}

/// <summary>A person, as far as it takes to say who is who.</summary>
/// <param name="Id">Starts with <c>con_</c>.</param>
/// <param name="Name">First and last name, else e-mail, else phone, else "Anonymous contact".</param>
/// <param name="Email">The e-mail address, when it is known.</param>
/// <param name="Phone">The phone number in E.164, when it is known.</param>
/// <param name="OrderCount">How many DELIVERED orders.</param>
/// <param name="LastSeenAt">When they last did anything, to the minute.</param>
/// <param name="CreatedAt">When they were first heard of.</param>
/// <param name="Identifiers">What they are known by, the strongest first; at most 20.</param>
public sealed record PersonBrief(
    string Id, string Name, string? Email, string? Phone, int OrderCount, DateTimeOffset LastSeenAt, DateTimeOffset CreatedAt,
    IReadOnlyList<ContactIdentifier> Identifiers);
