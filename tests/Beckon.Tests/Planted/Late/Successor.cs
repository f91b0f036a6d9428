namespace Beckon.Tests.Planted.Late;

/// <summary>Comes after <see cref="Early.Impatient"/>.</summary>
public static class Successor
{
    public static string Word() => "late";
}
