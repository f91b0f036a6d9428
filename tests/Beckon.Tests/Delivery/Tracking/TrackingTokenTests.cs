using Beckon.Contacts;
using Beckon.Delivery.Tracking;
using Beckon.Kernel;

namespace Beckon.Tests.Delivery.Tracking;

public sealed class TrackingTokenTests
{
    private const string Url = "https://shop.test/cart?id=1&ü=2";
    private static readonly Guid Workspace = Guid.CreateVersion7();
    private static readonly Guid Message = Guid.CreateVersion7();
    private static readonly Guid Contact = Guid.CreateVersion7();
    private readonly TrackingToken _tokens = new(new MasterKey([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        _tokens.TryReadClick(_tokens.ForClick(Workspace, Message, Url), Url, out var click).ShouldBeTrue();
        click.ShouldBe(new(Workspace, Message));
        _tokens.TryReadOpen(_tokens.ForOpen(Workspace, Message), out var open).ShouldBeTrue();
        open.ShouldBe(new(Workspace, Message));
        _tokens.TryReadUnsubscribe(_tokens.ForUnsubscribe(Workspace, Message, Contact, Channel.Email), Channel.Email, out var person).ShouldBeTrue();
        person.ShouldBe(new(Workspace, Message, Contact, Channel.Email));
        _tokens.TryReadUnsubscribe(_tokens.ForUnsubscribe(Workspace, Message, Contact, Channel.Sms), Channel.Email, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_token_with_any_one_character_changed()
    {
        var click = _tokens.ForClick(Workspace, Message, Url);
        foreach (var changed in Changes(click)) _tokens.TryReadClick(changed, Url, out _).ShouldBeFalse(changed);
        var open = _tokens.ForOpen(Workspace, Message);
        foreach (var changed in Changes(open)) _tokens.TryReadOpen(changed, out _).ShouldBeFalse(changed);
        var unsubscribe = _tokens.ForUnsubscribe(Workspace, Message, Contact, Channel.Email);
        foreach (var changed in Changes(unsubscribe)) _tokens.TryReadUnsubscribe(changed, Channel.Email, out _).ShouldBeFalse(changed);
    }

    [Fact]
    public void Refuses_another_address_than_the_one_that_was_signed()
    {
        var token = _tokens.ForClick(Workspace, Message, Url);

        foreach (var other in new[] { "https://evil.test/", Url + "x", Url[..^1], Url.ToUpperInvariant(), "", null }) _tokens.TryReadClick(token, other, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_token_made_for_something_else_or_by_somebody_else()
    {
        _tokens.TryReadClick(_tokens.ForOpen(Workspace, Message), "", out _).ShouldBeFalse();
        _tokens.TryReadOpen(_tokens.ForClick(Workspace, Message, ""), out _).ShouldBeFalse();
        new TrackingToken(new MasterKey(new byte[32])).TryReadOpen(_tokens.ForOpen(Workspace, Message), out _).ShouldBeFalse();
        foreach (var nothing in new[] { null, "", "x", new string('=', 64), new string('A', 64), new string(' ', 64) }) _tokens.TryReadOpen(nothing, out _).ShouldBeFalse();
    }

    private static IEnumerable<string> Changes(string token)
    {
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_ =";
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var digit in Digits)
            {
                if (digit != token[i]) yield return token[..i] + digit + token[(i + 1)..];
            }
        }
    }
}
