using Beckon.Audiences;
using Beckon.Audiences.Language;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Tests.Audiences;

/// <summary>Whom the database says fits a filter.</summary>
internal static class Fitting
{
    public static Task<List<Guid>> IdsAsync(NpgsqlConnection connection, Guid workspaceId, Filter meaning, Today today)
    {
        var values = new Placeholders();
        values.Of(workspaceId);
        var condition = AudienceQuery.Of(meaning, today, values);
        return values
            .Bind(connection.Command($"select c.id from contact c where c.workspace_id = $1 and c.merged_into is null and {condition} order by c.id"))
            .ReadAsync(row => row.GetGuid(0), CancellationToken.None);
    }
}
