using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Delivery.Sms;

/// <summary>Where the short addresses in text messages lead.</summary>
public static class ShortLinkStore
{
    public static Task AddAsync(NpgsqlConnection connection, Guid workspaceId, IReadOnlyList<ShortLink> links, DateTimeOffset now, CancellationToken ct) =>
        links.Count == 0 ? Task.CompletedTask : connection
            .Command(
                """
                insert into short_link (workspace_id, code, message_id, url, created_at)
                select $1, t.code, t.message_id, t.url, $5 from unnest($2, $3, $4) as t(code, message_id, url)
                on conflict do nothing
                """)
            .With(workspaceId)
            .With(links.Select(link => link.Code).ToArray())
            .With(links.Select(link => link.MessageId).ToArray())
            .With(links.Select(link => link.Url).ToArray())
            .With(now.UtcDateTime, NpgsqlDbType.TimestampTz)
            .RunAsync(ct);

    /// <summary>Whose it is, of which message, and where it leads; null when there is no such address.</summary>
    public static Task<FoundLink?> FindAsync(NpgsqlConnection connection, string code, CancellationToken ct) => connection
        .Command("select workspace_id, message_id, url from short_link where code = $1")
        .With(code)
        .FindAsync(row => new FoundLink(row.GetGuid(0), row.GetGuid(1), row.GetString(2)), ct);

    /// <summary>Where the short addresses of messages lead, as in the text.</summary>
    public static Task<List<ShortLink>> OfMessageAsync(NpgsqlConnection connection, Guid workspaceId, Guid messageId, CancellationToken ct) => connection
        .Command("select code, message_id, url from short_link where workspace_id = $1 and message_id = $2")
        .With(workspaceId).With(messageId)
        .ReadAsync(row => new ShortLink(row.GetString(0), row.GetGuid(1), row.GetString(2)), ct);
}

/// <summary>What a short address belongs to.</summary>
/// <param name="WorkspaceId">Whose it is.</param>
/// <param name="MessageId">The message it stands in.</param>
/// <param name="Url">Where it leads.</param>
public sealed record FoundLink(Guid WorkspaceId, Guid MessageId, string Url);
