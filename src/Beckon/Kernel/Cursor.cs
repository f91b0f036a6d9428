using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Beckon.Kernel;

/// <summary>Where a page of a list ended: the last row's id and the value it is sorted by. Opaque outside.</summary>
/// <param name="Id">Of the last row.</param>
/// <param name="Sort">The value the list is sorted by, as text; empty where it is the id.</param>
public sealed record Cursor(Guid Id, string Sort = "")
{
    private const int LongestText = 1_000;
    private const int IdBytes = 16;

    public Cursor(Guid id, DateTimeOffset time)
        : this(id, time.UtcTicks.ToString(CultureInfo.InvariantCulture))
    {
    }

    public Cursor(Guid id, decimal number)
        : this(id, number.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>The sort value of a list that is sorted by time.</summary>
    public DateTime Time => long.TryParse(Sort, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
        ? new DateTime(ticks, DateTimeKind.Utc)
        : DateTime.UnixEpoch;

    /// <summary>The sort value of a list that is sorted by a number.</summary>
    public decimal Number => decimal.TryParse(Sort, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static Cursor? TryParse(string? text)
    {
        if (text is not { Length: > 0 and <= LongestText } || !Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length < IdBytes ? null : new Cursor(new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true), Encoding.UTF8.GetString(bytes.AsSpan(IdBytes)));
    }

    public override string ToString() => Base64Url.EncodeToString([.. Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(Sort)]);
}
