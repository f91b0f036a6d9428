using Npgsql;

namespace Beckon.Accounts;

/// <summary>
/// What a capability gives every new workspace, such as its first templates, within the transaction that makes the workspace. Registered as a
/// service, so that accounts need not know the capabilities built on them.
/// </summary>
public delegate Task WorkspaceCreated(NpgsqlConnection connection, Guid workspaceId, CancellationToken ct);
