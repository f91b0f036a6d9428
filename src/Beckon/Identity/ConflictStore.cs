using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Identity;

/// <summary>Writes conflicts, and what people decide about them.</summary>
public static class ConflictStore
{
    /// <summary>A pair is listed once, however many events both of them claim.</summary>
    public static Task<int> AddAsync(
        NpgsqlConnection connection, Guid workspaceId, List<Conflict> conflicts, TimeProvider time, CancellationToken ct) => connection
            .Command(
                """
                insert into identity_conflict (workspace_id, id, event_id, kept_contact, other_contact, at)
                select $1, i, e, k, o, a from unnest($2, $3, $4, $5, $6) as t(i, e, k, o, a)
                where not exists (
                        select from identity_conflict known
                        where known.workspace_id = $1 and known.resolved_at is null
                          and ((known.kept_contact = k and known.other_contact = o) or (known.kept_contact = o and known.other_contact = k)))
                """)
            .With(workspaceId)
            .With(conflicts.Select(_ => Guid.CreateVersion7(time.GetUtcNow())).ToArray())
            .With(conflicts.Select(conflict => conflict.EventId).ToArray())
            .With(conflicts.Select(conflict => conflict.Kept).ToArray())
            .With(conflicts.Select(conflict => conflict.Other).ToArray())
            .With(conflicts.Select(conflict => conflict.At.UtcDateTime).ToArray())
            .RunAsync(ct);

    public static async Task KeepApartAsync(NpgsqlConnection connection, Guid workspaceId, List<Apart> pairs, CancellationToken ct)
    {
        await connection
            .Command(
                """
                insert into contact_apart (workspace_id, contact_id, other_id, at, decided_by)
                select $1, a, b, at, decided_by from unnest($2, $3, $4, $5) as t(a, b, at, decided_by)
                union
                select $1, b, a, at, decided_by from unnest($2, $3, $4, $5) as t(a, b, at, decided_by)
                on conflict (workspace_id, contact_id, other_id) do nothing
                """)
            .With(workspaceId)
            .With(pairs.ConvertAll(pair => pair.Contact).ToArray())
            .With(pairs.ConvertAll(pair => pair.Other).ToArray())
            .With(pairs.ConvertAll(pair => pair.At.UtcDateTime).ToArray())
            .With(pairs.ConvertAll(pair => pair.By).ToArray())
            .RunAsync(ct);
        foreach (var pair in pairs) await SettleAsync(connection, workspaceId, new Settled(pair.Contact, pair.Other, "kept_apart", pair.By, pair.At), ct);
    }

    /// <summary>Closes the conflicts between two contacts, and those between whoever was merged into them.</summary>
    public static Task<int> SettleAsync(NpgsqlConnection connection, Guid workspaceId, Settled settled, CancellationToken ct) => connection
        .Command(
            $"""
            with recursive {Merged.Below("one", "$2")}, {Merged.Below("other", "$3")}
            update identity_conflict x set resolved_at = $4, resolution = $5, resolved_by = $6
            where x.workspace_id = $1 and x.resolved_at is null
              and ((x.kept_contact in (select id from one) and x.other_contact in (select id from other))
                   or (x.kept_contact in (select id from other) and x.other_contact in (select id from one)))
            """)
        .With(workspaceId).With(settled.One).With(settled.Other).With(settled.At.UtcDateTime).With(settled.Resolution)
        .With(settled.By, NpgsqlDbType.Text)
        .RunAsync(ct);
}

/// <summary>What was decided of two contacts, by a person or, where there is none, by the rules.</summary>
public sealed record Settled(Guid One, Guid Other, string Resolution, string? By, DateTimeOffset At);
