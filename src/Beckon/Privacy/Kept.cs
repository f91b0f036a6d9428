using Beckon.Events.Erasing;
using Npgsql;

namespace Beckon.Privacy;

/// <summary>A place where a capability keeps what belongs to people, and how it lets go of it.</summary>
/// <param name="Table">Which table.</param>
/// <param name="When">At which step of an erasure.</param>
/// <param name="Erase">Takes a person out of it, in the transaction the connection is in; how many rows that were.</param>
public sealed record Kept(string Table, ErasureStep When, Erase Erase);

/// <summary>Takes a person out of a table; how many rows were erased or emptied.</summary>
public delegate Task<int> Erase(NpgsqlConnection connection, ErasedPerson person, CancellationToken ct);

/// <summary>The steps of an erasure, in order.</summary>
public enum ErasureStep
{
    /// <summary>All together, in the lane in which it is found out whose events are: from then on nothing is theirs any more.</summary>
    AtOnce,

    /// <summary>Some rows at a time, over and over until there are none: what may be much.</summary>
    InTurns,
}
