namespace Beckon.Kernel;

/// <summary>Makes ids and says which prefix names what outside.</summary>
public static class Ids
{
    public const string Workspace = "wsp";
    public const string User = "usr";
    public const string ApiKey = "key";
    public const string BrowserKey = "bky";
    public const string Source = "src";
    public const string Contact = "con";
    public const string Event = "evt";
    public const string Order = "ord";
    public const string Cart = "crt";
    public const string Campaign = "cmp";
    public const string Flow = "flw";
    public const string Run = "run";
    public const string Message = "msg";
    public const string Template = "tpl";
    public const string Replay = "rpl";
    public const string List = "lst";
    public const string Tag = "tag";
    public const string Job = "job";
    public const string Merge = "mrg";
    public const string Conflict = "cft";
    public const string Erasure = "era";
    public const string Audience = "aud";
    public const string Simulation = "sim";
    public const string WebhookCall = "whk";
    public const string Discount = "dsc";

    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    public static string Out(string prefix, Guid id) => PublicId.Format(prefix, id);

    public static string? Out(string prefix, Guid? id) => id is { } known ? PublicId.Format(prefix, known) : null;

    /// <summary>Reads an id that a caller may leave out; a text that is none of the kind is a fault.</summary>
    public static Guid? Read(string prefix, string? text, string path, Faults faults)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (PublicId.TryParse(prefix, text, out var id)) return id;
        faults.Add(path, $"This must be an id that starts with {prefix}_.");
        return null;
    }

    /// <summary>The smallest id that is made at this moment: ids sort by the millisecond they were made in.</summary>
    public static Guid? First(DateTimeOffset? time)
    {
        if (time is not { } moment) return null;
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>When an id was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }
}
