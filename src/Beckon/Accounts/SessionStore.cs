using Beckon.Kernel;
using Npgsql;

namespace Beckon.Accounts;

/// <summary>The signed-in browsers: only the hashes of their tokens are kept.</summary>
public sealed class SessionStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Read on every request, so that signing out and a change of role take effect at once.</summary>
    public async Task<OpenSession?> FindAsync(KeyHash token, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select session.user_id, session.workspace_id, user_account.email, membership.role, session.expires_at
            from session
            join membership on membership.workspace_id = session.workspace_id and membership.user_id = session.user_id
            join user_account on user_account.id = session.user_id
            where session.token_hash = @token and session.expires_at > @now
            """);
        command.Parameters.AddWithValue("token", token.ToBytes());
        command.Parameters.AddWithValue("now", time.GetUtcNow());
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? ToSession(row) : null;
    }

    /// <summary>Signs a browser in and returns the token for its cookie. Sessions that have run out are cleared on the way.</summary>
    public async Task<string> CreateAsync(Guid userId, Guid workspaceId, CancellationToken ct)
    {
        var token = Secrets.SessionToken();
        await using var command = database.CreateCommand(
            """
            with over as (delete from session where expires_at < @now)
            insert into session (token_hash, user_id, workspace_id, created_at, expires_at) values (@token, @user, @workspace, @now, @until)
            """);
        var now = time.GetUtcNow();
        command.Parameters.AddWithValue("token", KeyHash.Of(token).ToBytes());
        command.Parameters.AddWithValue("user", userId);
        command.Parameters.AddWithValue("workspace", workspaceId);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("until", now + SessionCookie.Life);
        await command.ExecuteNonQueryAsync(ct);
        return token;
    }

    public async Task DeleteAsync(KeyHash token, CancellationToken ct)
    {
        await using var command = database.CreateCommand("delete from session where token_hash = @token");
        command.Parameters.AddWithValue("token", token.ToBytes());
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Goes to another workspace of the person; false when it is none of theirs.</summary>
    public async Task<bool> SwitchAsync(KeyHash token, Guid userId, Guid workspaceId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            update session set workspace_id = @workspace
            where token_hash = @token and user_id = @user
              and exists (select from membership where membership.workspace_id = @workspace and membership.user_id = @user)
            """);
        command.Parameters.AddWithValue("workspace", workspaceId);
        command.Parameters.AddWithValue("token", token.ToBytes());
        command.Parameters.AddWithValue("user", userId);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    public async Task ExtendAsync(KeyHash token, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = database.CreateCommand("update session set expires_at = @until where token_hash = @token");
        command.Parameters.AddWithValue("token", token.ToBytes());
        command.Parameters.AddWithValue("until", until);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static OpenSession ToSession(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), Words.Read<Role>(row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4));
}
