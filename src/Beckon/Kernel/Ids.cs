namespace Beckon.Kernel;

/// <summary>Makes ids and says which prefix names what outside.</summary>
public static class Ids
{
    public const string Workspace = "wsp";
    public const string User = "usr";
    public const string ApiKey = "key";
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

    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());

    public static string Out(string prefix, Guid id) => PublicId.Format(prefix, id);

    public static string? Out(string prefix, Guid? id) => id is { } known ? PublicId.Format(prefix, known) : null;
}
