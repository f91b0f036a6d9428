using Beckon.Events.Erasing;
using Beckon.Storage;
using Npgsql;

namespace Beckon.Integrations.Replays;

/// <summary>Takes a person out of what replays say about requests that they could not read.</summary>
public static class ReplayEraseStore
{
    public const string Table = "replay";

    public static async Task<int> EraseRefusalsAsync(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct)
    {
        var traces = new PersonTraces(person);
        var said = await connection
            .Command("select id, concat_ws(' ', refusal, error) from replay where workspace_id = $1 and (refusal is not null or error is not null)")
            .With(person.WorkspaceId)
            .ReadAsync(row => (Id: row.GetGuid(0), Theirs: traces.In(row.GetString(1))), ct);
        var theirs = said.Where(one => one.Theirs).Select(one => one.Id).ToArray();
        if (theirs.Length == 0) return 0;
        return await connection.Command("update replay set refusal = null, error = null where workspace_id = $1 and id = any($2)")
            .With(person.WorkspaceId).With(theirs)
            .RunAsync(ct);
    }
}
