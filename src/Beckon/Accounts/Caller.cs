using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Beckon.Accounts;

/// <summary>
/// Who is asking, for which workspace, and what they may do. A handler takes it as a parameter; its route must say what it
/// <see cref="PermissionRoutes.Requires{TBuilder}">Requires</see>.
/// </summary>
public sealed record Caller
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>The signed-in user; null for an API key and for Beckon itself.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The API key; null for a signed-in user.</summary>
    public Guid? KeyId { get; init; }

    public required Permission Permissions { get; init; }

    /// <summary>How the audit log names the caller, such as <c>user:ada@example.com</c> or <c>key:Till (…x7Qe)</c>.</summary>
    public required string Actor { get; init; }

    public bool Has(Permission permission) => (Permissions & permission) == permission;

    /// <summary>Beckon acting by itself, such as at an unattended first start.</summary>
    public static Caller Beckon(Guid workspaceId) =>
        new() { WorkspaceId = workspaceId, Permissions = PermissionSets.All, Actor = "beckon" };

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        context.Features.Get<Caller>() is { } caller
            ? ValueTask.FromResult<Caller?>(caller)
            : throw new InvalidOperationException($"{context.Request.Path} takes {parameter.Name} but its route lacks .Requires(Permission).");
}
