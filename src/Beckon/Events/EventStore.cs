using System.Text.Json;
using Beckon.Events.Catalogue;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Events;

/// <summary>Writes the history and its hourly counts.</summary>
public static class EventStore
{
    public static async Task AppendAsync(NpgsqlConnection connection, Guid workspaceId, List<ResolvedEvent> events, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy event (workspace_id, id, contact_id, source_id, name, status, occurred_at, received_at, message_id, properties, warnings, own_contact,
                        cart_key, cart_status, order_key, order_status, order_placed_at, loaded)
            from stdin (format binary)
            """,
            ct);
        foreach (var resolved in events)
        {
            var e = resolved.Event;
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(workspaceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(e.Id, NpgsqlDbType.Uuid, ct);
            await WriteAsync(copy, resolved.ContactId, ct);
            await copy.WriteAsync(e.SourceId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(e.Name, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, e.Status, ct);
            await copy.WriteAsync(e.OccurredAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(e.ReceivedAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(e.MessageId, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(e.Properties.Utf8, NpgsqlDbType.Jsonb, ct);
            if (e.Warnings is { } warnings) await copy.WriteAsync(Json(warnings), NpgsqlDbType.Jsonb, ct);
            else await copy.WriteNullAsync(ct);
            await WriteAsync(copy, resolved.OwnContact, ct);
            await WriteAboutAsync(copy, e, ct);
        }
        await copy.CompleteAsync(ct);
    }

    // What it says of a cart and an order, as far as a simulation must know.
    private static async Task WriteAboutAsync(NpgsqlBinaryImporter copy, CanonicalEvent e, CancellationToken ct)
    {
        await WriteAsync(copy, e.Cart?.ExternalId, ct);
        await WriteAsync(copy, e.Cart is { } cart ? Words.Of(cart.Status) : null, ct);
        // What does not say where the order stands says nothing of it here.
        var placed = e.Order is { StatusIfNew: false, Refund: null } order ? order : null;
        await WriteAsync(copy, placed?.ExternalId, ct);
        await WriteAsync(copy, placed is null ? null : Words.Of(placed.Status), ct);
        if (placed is not null) await copy.WriteAsync(placed.PlacedAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
        else await copy.WriteNullAsync(ct);
        if (e.Backfill || e.Replayed) await copy.WriteAsync(true, NpgsqlDbType.Boolean, ct);
        else await copy.WriteNullAsync(ct);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, string? text, CancellationToken ct) =>
        text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

    private static Task WriteAsync(NpgsqlBinaryImporter copy, Guid? id, CancellationToken ct) =>
        id is { } known ? copy.WriteAsync(known, NpgsqlDbType.Uuid, ct) : copy.WriteNullAsync(ct);

    /// <summary>Counts what came in by hour and name, for the home screen. A year of loaded history counts when it happened.</summary>
    public static async Task CountAsync(NpgsqlConnection connection, Guid workspaceId, List<CanonicalEvent> events, CancellationToken ct)
    {
        var counts = new SortedDictionary<(DateTime Hour, string Name), long>();
        foreach (var e in events)
        {
            var at = e.Backfill ? e.OccurredAt : e.ReceivedAt;
            var key = (new DateTime(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerHour, DateTimeKind.Utc), e.Name);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        await connection
            .Command(
                """
                insert into event_count (workspace_id, hour, name, count)
                select $1, h, n, c from unnest($2, $3, $4) as t(h, n, c)
                on conflict (workspace_id, hour, name) do update set count = event_count.count + excluded.count
                """)
            .With(workspaceId)
            .With(counts.Keys.Select(key => key.Hour).ToArray())
            .With(counts.Keys.Select(key => key.Name).ToArray())
            .With(counts.Values.ToArray())
            .RunAsync(ct);
    }

    private static ReadOnlyMemory<byte> Json(IReadOnlyList<EventWarning> warnings) =>
        JsonSerializer.SerializeToUtf8Bytes(warnings, EventJson.Default.IReadOnlyListEventWarning);
}
