using Beckon.Kernel;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>Makes workspaces with their first owner, all or nothing.</summary>
public sealed class AccountStore(
    NpgsqlDataSource database, ApiKeyStore keys, Audit audit, IEnumerable<WorkspaceCreated> gifts, TimeProvider time)
{
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await AnyAsync(connection, ct);
    }

    /// <summary>The set-up of this installation; null when somebody else has set it up, even in this very moment.</summary>
    public async Task<CreatedAccount?> CreateFirstAsync(NewAccount account, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('beckon.setup', 0))", connection))
            await turn.ExecuteNonQueryAsync(ct);
        if (await AnyAsync(connection, ct)) return null;
        var created = await InsertAsync(connection, account, ct);
        await transaction.CommitAsync(ct);
        return created;
    }

    /// <summary>One more workspace with an owner of its own, whose e-mail must be new.</summary>
    public async Task<CreatedAccount> CreateAsync(NewAccount account, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var created = await InsertAsync(connection, account, ct);
        await transaction.CommitAsync(ct);
        return created;
    }

    private static async Task<bool> AnyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from workspace)", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private async Task<CreatedAccount> InsertAsync(NpgsqlConnection connection, NewAccount account, CancellationToken ct)
    {
        var created = new CreatedAccount(Ids.New(time), Ids.New(time));
        var owner = new Caller
        {
            WorkspaceId = created.WorkspaceId,
            UserId = created.UserId,
            Permissions = PermissionSets.Of(Role.Owner),
            Actor = "user:" + account.Email,
        };
        while (!await InsertWorkspaceAsync(connection, created.WorkspaceId, account, ct))
        {
            // The random uid was taken: draw again.
        }
        await InsertOwnerAsync(connection, created, account, ct);
        await audit.WriteAsync(
            connection, owner, "workspace.created", Ids.Out(Ids.Workspace, created.WorkspaceId),
            new { account.WorkspaceName, account.TimeZone, account.Currency, account.Country, account.EmailConsentDefault }, ct);
        if (account.ApiKey is { } key) await keys.InsertAsync(connection, owner, new("First key", key, Enum.GetValues<KeyScope>()), ct);
        foreach (var give in gifts) await give(connection, created.WorkspaceId, ct);
        return created;
    }

    private async Task<bool> InsertWorkspaceAsync(NpgsqlConnection connection, Guid id, NewAccount account, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into workspace (id, uid, name, time_zone, currency, country, email_consent_default, created_at)
            values (@id, @uid, @name, @zone, @currency, @country, @consent, @now)
            on conflict (uid) do nothing
            """,
            connection);
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("uid", Secrets.Uid());
        command.Parameters.AddWithValue("name", account.WorkspaceName);
        command.Parameters.AddWithValue("zone", account.TimeZone);
        command.Parameters.AddWithValue("currency", account.Currency);
        command.Parameters.AddWithValue("country", account.Country);
        command.Parameters.AddWithValue("consent", Words.Of(account.EmailConsentDefault));
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task InsertOwnerAsync(NpgsqlConnection connection, CreatedAccount created, NewAccount account, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            with owner as (
                insert into user_account (id, email, name, password_hash, created_at) values (@user, @email, @name, @hash, @now) returning id)
            insert into membership (workspace_id, user_id, role, created_at) select @workspace, id, 'owner', @now from owner
            """,
            connection);
        command.Parameters.AddWithValue("user", created.UserId);
        command.Parameters.AddWithValue("email", account.Email);
        command.Parameters.AddWithValue("name", account.UserName);
        command.Parameters.AddWithValue("hash", account.PasswordHash);
        command.Parameters.AddWithValue("workspace", created.WorkspaceId);
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await command.ExecuteNonQueryAsync(ct);
    }
}
