using Beckon.Tests.Planted.Late;
using Npgsql;

namespace Beckon.Tests.Planted.Early;

/// <summary>Breaks both rules of the architecture where a signature does not show it, so that <see cref="ArchitectureTests"/> can be seen to fail.</summary>
public static class Impatient
{
    public static Func<string> Look() => () => string.Join(' ', Enumerable.Range(0, 2).Select(_ => Successor.Word()));

    public static async Task<int> DecideAsync()
    {
        await Task.Yield();
        return new NpgsqlConnectionStringBuilder().Port;
    }
}
