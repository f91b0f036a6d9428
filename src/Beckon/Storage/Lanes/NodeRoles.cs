using Beckon.Kernel;
using Microsoft.Extensions.Configuration;

namespace Beckon.Storage.Lanes;

/// <summary>What this node does (BECKON_ROLES): answers requests, works, or both.</summary>
/// <param name="Web">It has the doors, the API and the dashboard.</param>
/// <param name="Worker">It processes events, fires timers and sends.</param>
public sealed record NodeRoles(bool Web, bool Worker)
{
    private const string Both = "web,worker";

    public static NodeRoles From(IConfiguration configuration)
    {
        var text = configuration["BECKON_ROLES"] is { Length: > 0 } given ? given : Both;
        var roles = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (roles.Length == 0 || roles.Any(role => role is not ("web" or "worker")))
            throw new SettingException($"BECKON_ROLES says '{text}'. It is web, worker, or both: {Both}.");
        return new NodeRoles(roles.Contains("web"), roles.Contains("worker"));
    }

    public Node Node(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()), Worker, time.GetUtcNow());
}
