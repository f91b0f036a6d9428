using System.Globalization;
using System.Runtime.InteropServices;

namespace Beckon.Storage.Lanes;

/// <summary>
/// A strand of a workspace's work, which one node at a time does, in order. Lanes are many, so that they are owned in bundles: a lane always belongs
/// to the same one of the <see cref="Slots"/> slots, and a node owns slots.
/// </summary>
/// <param name="WorkspaceId">Whose work it is.</param>
/// <param name="Kind">What work.</param>
/// <param name="Partition">1 to <see cref="Partitions"/> for <see cref="LaneKind.Contacts"/>, else 0.</param>
public readonly record struct Lane(Guid WorkspaceId, LaneKind Kind, int Partition = 0)
{
    /// <summary>How many bundles of lanes there are: as many nodes at most share the work.</summary>
    public const int Slots = 64;

    /// <summary>How many partitions the contacts of a busy workspace are split into.</summary>
    public const int Partitions = 16;

    /// <summary>The slot it belongs to, the same on every node and in every version: it is never changed.</summary>
    public int Slot
    {
        get
        {
            var id = WorkspaceId;
            var halves = MemoryMarshal.Cast<Guid, ulong>(new Span<Guid>(ref id));
            return (int)(Mix(Mix(halves[0]) ^ halves[1] ^ ((ulong)Kind << 8) ^ (ulong)Partition) % Slots);
        }
    }

    /// <summary>Which of some partitions a contact falls to, the same on every node that chooses among the same.</summary>
    public static int PartitionOf(Guid contactId, IReadOnlyList<int> among)
    {
        var halves = MemoryMarshal.Cast<Guid, ulong>(new Span<Guid>(ref contactId));
        return among[(int)(Mix(halves[0] ^ Mix(halves[1])) % (ulong)among.Count)];
    }

    /// <summary>How it is named to other nodes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Partition} {WorkspaceId:n}");

    public static bool TryParse(string text, out Lane lane)
    {
        lane = default;
        var parts = text.Split(' ');
        if (parts.Length != 3 || !Enum.TryParse<LaneKind>(parts[0], out var kind)) return false;
        if (!int.TryParse(parts[1], CultureInfo.InvariantCulture, out var partition) || !Guid.TryParseExact(parts[2], "n", out var workspaceId)) return false;
        lane = new Lane(workspaceId, kind, partition);
        return true;
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the result.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
