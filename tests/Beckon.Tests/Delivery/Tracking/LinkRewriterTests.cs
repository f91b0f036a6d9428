using System.Net;
using System.Text.RegularExpressions;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Beckon.Tests.Delivery.Tracking;

public sealed partial class LinkRewriterTests
{
    private static readonly Guid Workspace = Guid.CreateVersion7();
    private static readonly Guid Message = Guid.CreateVersion7();
    private static readonly TrackingToken Tokens = new(new MasterKey(new byte[32]));
    private static readonly TrackingLinks Links = new(Tokens, new PublicUrl("https://beckon.test"));
    private static readonly string Pixel =
        $"<img src=\"{Links.Open(Workspace, Message)}\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;width:1px;height:1px;border:0\">";

    [Theory]
    [InlineData("<a href=\"https://x.test/\">a</a>", "https://x.test/")]
    [InlineData("<A class=b HREF = 'http://x.test/?a=1&amp;b=%20'>a</A>", "http://x.test/?a=1&b=%20")]
    [InlineData("<a href=https://x.test/a/b>a</a>", "https://x.test/a/b")]
    [InlineData("<a title=\"a > b\" href=\"https://x.test/?q&#x3D;1\">a</a>", "https://x.test/?q=1")]
    [InlineData("<a\n href=\" https://x.test/ü \"\n>a</a>", "https://x.test/ü")]
    [InlineData("<map><area href='https://x.test'></map>", "https://x.test")]
    public void Leads_a_link_past_the_tracker(string html, string url)
    {
        var rewritten = Rewrite(html);

        var tracked = LinkRewriter.LinksOf(rewritten).ShouldHaveSingleItem();
        var match = Tracked().Match(tracked);
        Uri.UnescapeDataString(match.Groups["url"].Value).ShouldBe(url);
        Tokens.TryReadClick(match.Groups["token"].Value, url, out var message).ShouldBeTrue();
        message.ShouldBe(new(Workspace, Message));
    }

    [Theory]
    [InlineData("<a href=\"mailto:a@b.test\">a</a>")]
    [InlineData("<a href=\"tel:123\">a</a><a href=\"#top\">a</a><a href=\"/relative\">a</a><a name=x>a</a><a href>a</a><a href=\"\">a</a>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>")]
    [InlineData("<a href=\"https://beckon.test/u/abc\">Unsubscribe</a>")]
    [InlineData("<!-- <a href=\"https://x.test\">a</a> -->")]
    [InlineData("<style>a[href=\"<a href='https://x.test'>\"] {}</style><title><a href='https://x.test'></title>")]
    [InlineData("<link href=\"https://x.test/a.css\"><img src=\"https://x.test/a.png\"><abbr href=\"https://x.test\">")]
    [InlineData("<a data-href=\"https://x.test\" href=\"#a\" href=\"https://x.test\">a</a>")]
    [InlineData("plain < text, no link: <a")]
    [InlineData("<a href=\"https://x.test/with space\">a</a>")]
    public void Leaves_everything_else_alone(string html) => Rewrite(html).ShouldBe(html + Pixel);

    [Fact]
    public void Puts_the_picture_that_tells_of_opens_at_the_end_of_the_body() =>
        Rewrite("<html><BODY><p>x</p></BODY></html>").ShouldBe($"<html><BODY><p>x</p>{Pixel}</BODY></html>");

    /// <summary>Any pieces of HTML in any order: taking the tracked addresses and the picture out again gives the input back.</summary>
    [Fact]
    public void Keeps_every_other_byte()
    {
        var pieces = Gen.Elements(
            "<a href=\"https://x.test/?a=1\">", "<a href='https://y.test'>", "</a>", "<p class=x>", "text & more", "<!--", "-->", "<a ", "href=", "\"", "'", ">", "<", "/",
            "<style>", "</style>", "<script", "</body>", "</html>", "é€😀", " ", "\n", "<a href=https://z.test>", "=", "<img src=a>", "&amp;", "<a title='>' href=\"http://q.test\" >", "\0");
        var documents = Gen.Select(Gen.ListOf(pieces), list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(documents, html => Strip(Rewrite(html)) == StripTargets(html)).QuickCheckThrowOnFailure();

        static string Strip(string rewritten)
        {
            var at = rewritten.LastIndexOf(Pixel, StringComparison.Ordinal);
            return TrackedAnywhere().Replace(rewritten.Remove(at, Pixel.Length), match => Uri.UnescapeDataString(match.Groups["url"].Value));
        }

        // None of the addresses above holds an entity, so what was tracked decodes to exactly what stood there.
        static string StripTargets(string html) => html;
    }

    [Fact]
    public void Finds_the_links_of_a_message_once_each() =>
        LinkRewriter.LinksOf("<a href='https://a.test'>1</a><a href='https://b.test?x&amp;y'>2</a><a href='https://a.test'>3</a>")
            .ShouldBe(["https://a.test", WebUtility.HtmlDecode("https://b.test?x&amp;y")]);

    private static string Rewrite(string html) => LinkRewriter.Rewrite(html, Links, Workspace, Message);

    [GeneratedRegex(@"^https://beckon\.test/c/(?<token>[A-Za-z0-9_-]{64})\?u=(?<url>.*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Tracked();

    [GeneratedRegex(@"https://beckon\.test/c/[A-Za-z0-9_-]{64}\?u=(?<url>[A-Za-z0-9%._~-]*)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex TrackedAnywhere();
}
