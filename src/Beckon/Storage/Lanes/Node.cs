namespace Beckon.Storage.Lanes;

/// <summary>This running program, as the others that share its database know it.</summary>
/// <param name="Id">Made at its start.</param>
/// <param name="Works">Whether it processes and sends (BECKON_ROLES has <c>worker</c>), or only takes in.</param>
/// <param name="StartedAt">When it was started.</param>
public sealed record Node(Guid Id, bool Works, DateTimeOffset StartedAt)
{
    public static string Name => Environment.MachineName;

    public static string Version => typeof(Node).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>What its connections are named in the database, so that those of a dead node can be told and ended.</summary>
    public string ApplicationName => ApplicationNameOf(Id);

    public static string ApplicationNameOf(Guid id) => $"beckon {id:n}";
}

/// <summary>A node as its row tells it.</summary>
public sealed record NodeRow(Guid Id, string Name, string Version, bool Works, DateTimeOffset StartedAt, bool Alive);
