using Beckon.Kernel;
using Beckon.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Beckon.Accounts;

/// <summary>Makes a workspace with the settings of another and nothing in it.</summary>
public sealed class WorkspaceCopyStore(Audit audit, IEnumerable<WorkspaceCreated> gifts, TimeProvider time)
{
    /// <summary>
    /// Within the transaction that the connection is in. The caller becomes its owner; where a program calls, the owners of the original do.
    /// </summary>
    public async Task<Guid> CopyAsync(NpgsqlConnection connection, Caller caller, string name, CancellationToken ct)
    {
        var id = Ids.New(time);
        while (!await InsertAsync(connection, caller.WorkspaceId, id, name, ct))
        {
            // The random uid was taken: draw again.
        }
        await connection
            .Command(
                """
                insert into membership (workspace_id, user_id, role, created_at)
                select $2, user_id, 'owner', $3 from membership
                where workspace_id = $1 and (user_id = $4 or ($4 is null and role = 'owner'))
                """)
            .With(caller.WorkspaceId)
            .With(id)
            .With(time.GetUtcNow().UtcDateTime)
            .With(caller.UserId, NpgsqlDbType.Uuid)
            .RunAsync(ct);
        await audit.WriteAsync(
            connection, caller with { WorkspaceId = id }, "workspace.created", Ids.Out(Ids.Workspace, id),
            new { name, copyOf = Ids.Out(Ids.Workspace, caller.WorkspaceId) }, ct);
        foreach (var give in gifts) await give(connection, id, ct);
        return id;
    }

    private async Task<bool> InsertAsync(NpgsqlConnection connection, Guid original, Guid id, string name, CancellationToken ct) =>
        await connection
            .Command(
                """
                insert into workspace (id, uid, name, time_zone, currency, country, plan, email_consent_default, attribution_click_days,
                    attribution_open_days, created_at)
                select $2, $3, $4, time_zone, currency, country, plan, email_consent_default, attribution_click_days, attribution_open_days, $5
                from workspace where id = $1
                on conflict (uid) do nothing
                """)
            .With(original)
            .With(id)
            .With(Secrets.Uid())
            .With(name)
            .With(time.GetUtcNow().UtcDateTime)
            .RunAsync(ct) == 1;
}
