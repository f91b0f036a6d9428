using System.Text.Json;
using Beckon.Kernel;
using Beckon.Storage;
using Beckon.Templates;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Campaigns;

/// <summary>Reads and writes campaigns.</summary>
public static class CampaignStore
{
    public static async Task<List<Campaign>> ListAsync(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct) =>
        await connection
            .Command(
                """
                select id, name, status, template_id, content, flow_id, version, live_version, created_at, updated_at, live_at, settings, channel
                from campaign where workspace_id = $1
                order by created_at desc
                limit 500
                """)
            .With(workspaceId)
            .ReadAsync(Read, ct);

    public static async Task<Campaign?> FindAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct)
    {
        var found = await connection
            .Command(
                """
                select id, name, status, template_id, content, flow_id, version, live_version, created_at, updated_at, live_at, settings, channel
                from campaign where workspace_id = $1 and id = $2
                """)
            .With(workspaceId).With(id)
            .ReadAsync(Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    public static Task AddAsync(NpgsqlConnection connection, Guid workspaceId, Campaign campaign, CancellationToken ct) =>
        connection
            .Command(
                """
                insert into campaign (workspace_id, id, name, type, status, channel, recipients, template_id, content, flow_id, version, created_at, updated_at, settings)
                values ($1, $2, $3, 'abandoned_cart', 'draft', $10, 'all_subscribed', $4, $5, $6, $7, $8, $8, $9)
                """)
            .With(workspaceId).With(campaign.Id).With(campaign.Name)
            .With(campaign.TemplateId, NpgsqlDbType.Uuid)
            .With(Json(campaign.Content), NpgsqlDbType.Jsonb)
            .With(campaign.FlowId).With(campaign.Version).With(campaign.CreatedAt.UtcDateTime)
            .With(Json(campaign.Settings), NpgsqlDbType.Jsonb)
            .With(Words.Of(campaign.Channel))
            .RunAsync(ct);

    /// <summary>Writes an edit; false when the campaign is no longer at the version it was read at.</summary>
    public static async Task<bool> EditAsync(NpgsqlConnection connection, Guid workspaceId, Campaign campaign, int readAt, CancellationToken ct) =>
        await connection
            .Command(
                """
                update campaign set name = $3, template_id = $4, content = $5, version = $6, updated_at = $7, settings = $9, channel = $10
                where workspace_id = $1 and id = $2 and version = $8
                """)
            .With(workspaceId).With(campaign.Id).With(campaign.Name)
            .With(campaign.TemplateId, NpgsqlDbType.Uuid)
            .With(Json(campaign.Content), NpgsqlDbType.Jsonb)
            .With(campaign.Version).With(campaign.UpdatedAt.UtcDateTime).With(readAt)
            .With(Json(campaign.Settings), NpgsqlDbType.Jsonb)
            .With(Words.Of(campaign.Channel))
            .RunAsync(ct) == 1;

    public static Task SetLiveAsync(NpgsqlConnection connection, Guid workspaceId, Campaign campaign, DateTimeOffset now, CancellationToken ct) =>
        connection
            .Command("update campaign set status = 'live', live_version = version, live_at = $3 where workspace_id = $1 and id = $2")
            .With(workspaceId).With(campaign.Id).With(now.UtcDateTime)
            .RunAsync(ct);

    public static Task PauseAsync(NpgsqlConnection connection, Guid workspaceId, Guid id, CancellationToken ct) =>
        connection
            .Command("update campaign set status = 'paused' where workspace_id = $1 and id = $2")
            .With(workspaceId).With(id)
            .RunAsync(ct);

    /// <summary>Deletes a draft. A campaign that has run stays, because its messages tell of it.</summary>
    public static async Task<bool> DeleteDraftAsync(NpgsqlConnection connection, Guid workspaceId, Campaign campaign, CancellationToken ct)
    {
        var gone = await connection
            .Command("delete from campaign where workspace_id = $1 and id = $2 and live_version is null")
            .With(workspaceId).With(campaign.Id)
            .RunAsync(ct);
        if (gone == 0) return false;
        await connection.Command("delete from flow where workspace_id = $1 and id = $2").With(workspaceId).With(campaign.FlowId).RunAsync(ct);
        return true;
    }

    private static Campaign Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Name = row.GetString(1),
        Status = Words.Read<CampaignStatus>(row.GetString(2)),
        TemplateId = row.IdOrNull(3),
        Content = JsonSerializer.Deserialize<CampaignContent>(row.GetString(4), ApiJson.Options) ?? CampaignContent.Empty,
        FlowId = row.GetGuid(5),
        Version = row.GetInt32(6),
        LiveVersion = row.IsDBNull(7) ? null : row.GetInt32(7),
        CreatedAt = row.Time(8),
        UpdatedAt = row.Time(9),
        LiveAt = row.TimeOrNull(10),
        Settings = JsonSerializer.Deserialize<CampaignSettings>(row.GetString(11), ApiJson.Options) ?? new CampaignSettings(),
        Channel = Words.Read<TemplateChannel>(row.GetString(12)),
    };

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);
}
