using Npgsql;

namespace Beckon.Accounts;

/// <summary>The people who use the dashboard.</summary>
public sealed class UserStore(NpgsqlDataSource database)
{
    /// <summary>By normalized e-mail; null when nobody has it or they belong to no workspace. They go to the workspace they joined first.</summary>
    public async Task<SignIn?> FindSignInAsync(string email, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select user_account.id, user_account.email, user_account.name, user_account.password_hash, membership.workspace_id
            from user_account join membership on membership.user_id = user_account.id
            where user_account.email = @email
            order by membership.created_at, membership.workspace_id limit 1
            """);
        command.Parameters.AddWithValue("email", email);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(ToUser(row), row.GetString(3), row.GetGuid(4)) : null;
    }

    /// <summary>A member of the workspace with their role.</summary>
    public async Task<(User User, Role Role)?> FindMemberAsync(Guid workspaceId, Guid userId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select user_account.id, user_account.email, user_account.name, membership.role
            from membership join user_account on user_account.id = membership.user_id
            where membership.workspace_id = @workspace and membership.user_id = @user
            """);
        command.Parameters.AddWithValue("workspace", workspaceId);
        command.Parameters.AddWithValue("user", userId);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (ToUser(row), Kernel.Words.Read<Role>(row.GetString(3))) : null;
    }

    /// <summary>Every workspace the person belongs to, by name.</summary>
    public async Task<List<(Guid WorkspaceId, string Name, Role Role)>> ListMembershipsAsync(Guid userId, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            select workspace.id, workspace.name, membership.role
            from membership join workspace on workspace.id = membership.workspace_id
            where membership.user_id = @user
            order by lower(workspace.name), workspace.id
            """);
        command.Parameters.AddWithValue("user", userId);
        await using var row = await command.ExecuteReaderAsync(ct);
        var all = new List<(Guid, string, Role)>();
        while (await row.ReadAsync(ct)) all.Add((row.GetGuid(0), row.GetString(1), Kernel.Words.Read<Role>(row.GetString(2))));
        return all;
    }

    private static User ToUser(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2));
}
