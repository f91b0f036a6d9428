namespace Beckon.Accounts;

/// <summary>A person with a password.</summary>
public sealed record User(Guid Id, string Email, string Name);

/// <summary>What signing in needs: the person, the password's hash, and the workspace they go to.</summary>
public sealed record SignIn(User User, string PasswordHash, Guid WorkspaceId);
