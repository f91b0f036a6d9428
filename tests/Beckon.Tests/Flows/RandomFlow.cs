using Beckon.Audiences.Language;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows;
using Beckon.Templates;

namespace Beckon.Tests.Flows;

/// <summary>Makes flows of all kinds of steps.</summary>
internal sealed class RandomFlow(Random random)
{
    /// <summary>What they wait for and end at.</summary>
    public static readonly string[] Names =
        [EventNames.CustomerCheckedIn, EventNames.CustomerCheckedOut, EventNames.CompletedProductReview, EventNames.MessageClicked, EventNames.OrderCompleted];

    private int _number;

    /// <summary>One that is about carts, which a purchase ends.</summary>
    public FlowDefinition NextOfCarts() => Next() with { Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)), Exits = new FlowExits { Bought = true } };

    /// <summary>One that writes often, in which each message takes the rules of sending in its own way.</summary>
    public FlowDefinition NextOfMany() => new()
    {
        Trigger = new EventTrigger(new EventTest(EventNames.CartAbandoned)),
        Exits = new FlowExits { Bought = random.Next(2) == 0 },
        Steps = [.. Enumerable.Range(0, 4).SelectMany(number => (FlowStep[])[new WaitStep($"wait{number}", Span()), Step(2), new SendStep($"message{number}") { ContentId = Guid.Empty, Channel = number == 1 ? TemplateChannel.Sms : TemplateChannel.Email, Limits = (SendLimits)random.Next(3) }])],
    };

    public FlowDefinition Next() => new()
    {
        Trigger = new EventTrigger(new EventTest(EventNames.CustomerCheckedIn)),
        Exits = new FlowExits { Events = random.Next(3) == 0 ? [new EventTest(EventNames.CustomerCheckedOut)] : [] },
        Reentry = new Reentry((ReentryMode)random.Next(4)) { Period = new Duration(random.Next(1, 400), TimeUnit.Minutes) },
        Steps = Row(0),
    };

    private FlowStep[] Row(int depth) => [.. Enumerable.Range(0, random.Next(depth == 0 ? 1 : 0, 4)).Select(_ => Step(depth))];

    private FlowStep Step(int depth)
    {
        var (kind, number) = (random.Next(depth > 2 ? 4 : 8), _number++);
        return kind switch
        {
            0 or 1 => new WaitStep($"wait{number}", Span()),
            2 => new SendStep($"send{number}") { ContentId = Guid.Empty, Channel = number % 3 == 0 ? TemplateChannel.Sms : TemplateChannel.Email },
            3 => random.Next(3) == 0 ? new EndStep($"end{number}") : new CallStep($"call{number}", "flw_x"),
            4 or 5 => new WaitForStep($"for{number}", new EventTest(Names[random.Next(Names.Length)]), Span()) { Then = Row(depth + 1), Otherwise = Row(depth + 1) },
            6 => new SplitStep($"split{number}", [Way(depth), Way(depth)]) { Otherwise = Row(depth + 1) },
            _ => Shares(number, depth),
        };
    }

    private RandomSplitStep Shares(int number, int depth)
    {
        var percent = random.Next(0, 101);
        return new RandomSplitStep($"random{number}", [new RandomShare("A", percent) { Steps = Row(depth + 1) }, new RandomShare("B", 100 - percent) { Steps = Row(depth + 1) }]);
    }

    private Way Way(int depth) => new("Way", new OrderCondition { Is = new NumberTest(NumberOp.AtLeast, random.Next(1, 5)) }) { Steps = Row(depth + 1) };

    private Duration Span() => random.Next(4) == 0 ? new Duration(random.Next(1, 8), TimeUnit.Hours) : new Duration(random.Next(1, 120), TimeUnit.Minutes);
}
