using System.Text;
using System.Text.RegularExpressions;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;

namespace Beckon.Delivery.Sms;

/// <summary>Makes the addresses in a text short, and tells whose clicks they are. Where they lead is kept in table <c>short_link</c>.</summary>
public sealed partial class ShortLinks(MasterKey key, PublicUrl publicUrl)
{
    public const int CodeLength = 10;

    private const string Purpose = "sms/link";
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public string UrlOf(string code) => $"{publicUrl.Value}/s/{code}";

    /// <summary>The text with short addresses, and where each leads. The same message gets the same ones again.</summary>
    public (string Text, IReadOnlyList<ShortLink> Links) Shorten(string text, Guid messageId)
    {
        if (!text.Contains("://", StringComparison.Ordinal)) return (text, []);
        var links = new List<ShortLink>();
        var shortened = Addresses().Replace(text, found =>
        {
            // A sentence's end is not the address's.
            var url = found.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '"', '\'');
            var link = new ShortLink(CodeOf(messageId, url), messageId, url);
            if (!links.Contains(link)) links.Add(link);
            return string.Concat(UrlOf(link.Code), found.Value.AsSpan(url.Length));
        });
        return (shortened, links);
    }

    // 59 bits that nobody can guess without the key.
    private string CodeOf(Guid messageId, string url)
    {
        var signature = key.Sign(Purpose, Encoding.UTF8.GetBytes($"{messageId:n}\n{url}"));
        var rest = BitConverter.ToUInt64(signature);
        return string.Create(CodeLength, rest, static (code, rest) =>
        {
            for (var i = 0; i < code.Length; i++) (code[i], rest) = (Signs[(int)(rest % (ulong)Signs.Length)], rest / (ulong)Signs.Length);
        });
    }

    [GeneratedRegex(@"https?://[^\s<>""]{4,2000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Addresses();
}

/// <summary>A short address.</summary>
/// <param name="Code">What stands in it.</param>
/// <param name="MessageId">The message it stands in.</param>
/// <param name="Url">Where it leads.</param>
public sealed record ShortLink(string Code, Guid MessageId, string Url);
