using System.Reflection;

namespace Beckon.Analytics.Operation;

/// <summary>Which program this is among those that share the work.</summary>
public static class ThisProgram
{
    /// <summary>Without the commit it was built from: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(ThisProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>The machine and the process on it.</summary>
    public static string Node { get; } = $"{Environment.MachineName}:{Environment.ProcessId}";
}
