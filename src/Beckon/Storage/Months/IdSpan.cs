using System.Buffers.Binary;
using Beckon.Kernel;

namespace Beckon.Storage.Months;

/// <summary>
/// A range of ids, which is a range of time: rows made in it have ids from <paramref name="From"/> on and before <paramref name="To"/>. A query
/// that names both ends looks at the months between them alone.
/// </summary>
public readonly record struct IdSpan(Guid From, Guid To)
{
    /// <summary>Every id that is ever made.</summary>
    public static IdSpan All { get; } = new(Guid.Empty, Guid.AllBitsSet);

    // How far to look back, in months: most questions are about the latest, and few go on to the beginning.
    private static readonly int[] Steps = [1, 4, 12];

    /// <summary>The span with an end that is no later, where one is given.</summary>
    public IdSpan Before(Guid? id) => id is { } end && end < To ? this with { To = end } : this;

    /// <summary>The span with a beginning that is no earlier, where one is given.</summary>
    public IdSpan Since(Guid? id) => id is { } begin && begin > From ? this with { From = begin } : this;

    /// <summary>The span behind an id, where one is given.</summary>
    public IdSpan After(Guid? id) => Since(id is { } known ? Following(known) : null);

    /// <summary>
    /// The moments to look back to, one after another, beginning at a time: whole months, then null for the beginning of everything. None of them
    /// lies before <paramref name="floor"/>.
    /// </summary>
    public static IEnumerable<DateTimeOffset?> Back(DateTimeOffset from, DateTimeOffset? floor = null)
    {
        var month = Month.Of(from);
        foreach (var start in Steps.Select(step => month.Plus(-step).Start))
        {
            if (start <= floor) break;
            yield return start;
        }
        yield return null;
    }

    /// <summary>
    /// The latest rows of a span, for a question that is sorted by id: read month by month backwards until there are enough, so that what lies
    /// further back is not looked at.
    /// </summary>
    public async Task<List<T>> LatestAsync<T>(DateTimeOffset now, int most, Func<IdSpan, int, Task<List<T>>> read)
    {
        var rows = new List<T>();
        var rest = this;
        foreach (var moment in Back(Min(now, TimeOf(To))))
        {
            var span = rest.Since(Ids.First(moment));
            if (span.From < span.To) rows.AddRange(await read(span, most - rows.Count));
            if (rows.Count >= most || span.From == From) break;
            rest = rest with { To = span.From };
        }
        return rows;
    }

    private static Guid Following(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number == UInt128.MaxValue ? number : number + 1);
        return new Guid(bytes, bigEndian: true);
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    // Of the first 48 bits. An id of anybody's making may say what no date can.
    private static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16;
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
    }
}
