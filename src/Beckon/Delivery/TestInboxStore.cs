using System.Text.Json;
using Beckon.Contacts;
using Beckon.Delivery.Sms;
using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery;

/// <summary>What the test inbox holds. <see cref="TestInboxProvider"/> fills it.</summary>
public sealed class TestInboxStore(NpgsqlDataSource source, TimeProvider time)
{
    // Beyond this a badge says "many".
    private const int MostCounted = 1_000;

    /// <summary>Newest first, from below the given message on.</summary>
    public async Task<List<InboxLine>> ListAsync(Guid workspaceId, string? to, Guid? below, int limit, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return await connection
            .Command(
                """
                select id, sender, recipient, subject, left(text, 200), received_at, read_at is not null, channel from test_inbox
                where workspace_id = $1 and ($2 is null or position(lower($2) in lower(recipient)) > 0) and ($3 is null or id < $3)
                order by id desc
                limit $4
                """)
            .With(workspaceId).With(to, NpgsqlDbType.Text).With(below, NpgsqlDbType.Uuid).With(limit)
            .ReadAsync(
                row => new InboxLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Time(5), row.GetBoolean(6), Words.Read<Channel>(row.GetString(7))),
                ct);
    }

    /// <summary>Unread messages, up to a thousand.</summary>
    public async Task<int> CountUnreadAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var counted = await connection
            .Command("select count(*)::int from (select from test_inbox where workspace_id = $1 and read_at is null limit $2) unread")
            .With(workspaceId).With(MostCounted)
            .ReadAsync(row => row.GetInt32(0), ct);
        return counted[0];
    }

    /// <summary>One message whole, from then on read; null when there is none.</summary>
    public async Task<InboxMessage?> OpenAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var found = await connection
            .Command(
                """
                update test_inbox set read_at = coalesce(read_at, $3) where workspace_id = $1 and id = $2
                returning id, sender, recipient, subject, html, text, headers, received_at, channel
                """)
            .With(workspaceId).With(id).With(time.GetUtcNow().UtcDateTime)
            .ReadAsync(
                row => new InboxMessage(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                    JsonSerializer.Deserialize<string[][]>(row.GetString(6)) ?? [], row.Time(7), Words.Read<Channel>(row.GetString(8))),
                ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Where the short addresses of a message lead, by what stands in them.</summary>
    public async Task<Dictionary<string, string>> ShortLinksAsync(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return (await ShortLinkStore.OfMessageAsync(connection, workspaceId, id, ct)).ToDictionary(link => link.Code, link => link.Url, StringComparer.Ordinal);
    }

    public async Task EmptyAsync(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await connection.Command("delete from test_inbox where workspace_id = $1").With(workspaceId).RunAsync(ct);
    }
}

/// <summary>A message in the list of the test inbox.</summary>
public sealed record InboxLine(Guid Id, string From, string To, string Subject, string Snippet, DateTimeOffset ReceivedAt, bool Read, Channel Channel);

/// <summary>A message of the test inbox, whole. Headers are pairs of name and value.</summary>
public sealed record InboxMessage(
    Guid Id, string From, string To, string Subject, string Html, string Text, IReadOnlyList<string[]> Headers, DateTimeOffset ReceivedAt, Channel Channel);
