using Beckon.Storage.Lanes;

namespace Beckon.Pipeline;

/// <summary>What a batch came to.</summary>
/// <param name="Events">How many events it was.</param>
/// <param name="Latest">The last of them.</param>
public sealed record Processed(int Events, Guid? Latest)
{
    public static Processed Nothing { get; } = new(0, null);

    /// <summary>Nothing was done yet: what is on its way in other lanes has to arrive first.</summary>
    public static Processed Later { get; } = new(0, null) { MustWait = true };

    public bool MustWait { get; private init; }

    /// <summary>How many messages wait to be sent because of it.</summary>
    public int Messages { get; init; }

    /// <summary>The lanes that have something to do now.</summary>
    public IReadOnlyCollection<Lane> Rings { get; init; } = [];

    /// <summary>What is to be remembered when it is committed.</summary>
    public Action? Committed { get; init; }
}
