using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Events;
using Beckon.Rfm;

namespace Beckon.Audiences;

/// <summary>The audiences that retailers ask for most, ready to be used.</summary>
public static class ReadyAudiences
{
    private const string Carts = "Carts and checkouts";
    private const string Buying = "Buying";
    private const string Back = "Winning back";
    private const string Value = "Value";
    private const string Browsing = "Browsing";
    private const string Messages = "Messages";
    private const string Reach = "Reach and consent";
    private const string Store = "In store and loyalty";

    public static IReadOnlyList<ReadyAudience> All { get; } =
    [
        // Carts and checkouts
        new("cart_30_minutes", Carts, "Left a cart in the last 30 minutes", "For the first reminder, while the cart is fresh.",
            Both(Did(EventNames.CartAbandoned, Minutes(30)), NotSince(30))),
        new("cart_today", Carts, "Left a cart in the last 24 hours", "For a second reminder the same day.",
            Both(Did(EventNames.CartAbandoned, Hours(24)), No(Did(EventNames.OrderCompleted, Hours(24))), No(Bought(Days(1))))),
        new("cart_week_sms", Carts, "Left a cart this week, reachable by SMS", "For a last word with an offer.",
            Both(Did(EventNames.CartAbandoned, Days(7)), No(Bought(Days(7))), new ReachableCondition(Channel.Sms))),
        new("cart_pending_sms", Carts, "Cart pending, not bought, subscribed to SMS", "Menu orders that were begun and not checked out.",
            Both(Did(EventNames.CartAbandoned, Minutes(30)), Status("pending", Minutes(30)), No(Bought(Days(0))), Subscribed(Channel.Sms))),
        new("cart_big", Carts, "Left a cart worth 100 or more", "Carts that are worth a call or a better offer.",
            Both(Did(EventNames.CartAbandoned, Days(3)) with { Where = [new PropertyTest("cart.total", Number(NumberOp.AtLeast, 100))] }, No(Bought(Days(3))))),
        new("checkout_left", Carts, "Started a checkout and did not finish", "They were nearly there.",
            Both(Did(EventNames.CheckoutStarted, Hours(24)), No(Did(EventNames.OrderCompleted, Hours(24))), No(Bought(Days(1))))),
        new("cart_repeat", Carts, "Leaves carts again and again", "Three or more carts left in 30 days: ask what is in the way.",
            Times(EventNames.CartAbandoned, 3, Days(30))),
        new("cart_back_in_stock", Carts, "Left an item that is back in stock", "What they wanted can be bought again.",
            new AbandonedItemCondition(ItemStock.BackInStock) { Time = Days(60) }),
        new("cart_in_stock", Carts, "Left an item that is in stock", "Remind them while there is something to buy.",
            new AbandonedItemCondition(ItemStock.InStock) { Time = Days(14) }),
        new("order_cancelled", Carts, "Order cancelled or dismissed this week", "For a word of help and a reason to try again.",
            new AnyOf([Status("cancelled", Days(7)), Status("dismissed", Days(7)), Did(EventNames.OrderCanceled, Days(7))])),
        new("order_ready", Carts, "Order ready for pickup, not finished", "Somebody may have to be reminded to come by.",
            Both(Status("ready_for_pickup", Days(2)), No(Status("finished", Days(2))))),

        // Buying
        new("customers", Buying, "All customers", "Everybody with a delivered order.", new OrderCondition()),
        new("never_bought", Buying, "Known, but never bought", "For a first-order offer.", Both(Known(), No(new OrderCondition()))),
        new("one_order", Buying, "Bought once", "The second order is the hardest to win.", Orders(OrderMeasure.Count, NumberOp.Exactly, 1)),
        new("repeat", Buying, "Bought more than once", "They know you.", Orders(OrderMeasure.Count, NumberOp.AtLeast, 2)),
        new("new_customers", Buying, "First order in the last 30 days", "For a welcome and what goes well with it.",
            new OrderCondition { Measure = OrderMeasure.FirstTime, Time = Days(30) }),
        new("bought_this_week", Buying, "Bought this week", "Leave them out of sales pitches, or ask for a review.", Bought(Days(7))),
        new("frequent", Buying, "Five or more orders in 90 days", "Your regulars.", Orders(OrderMeasure.Count, NumberOp.AtLeast, 5) with { Time = Days(90) }),
        new("big_baskets", Buying, "Average order of 100 or more", "For the better end of the range.", Orders(OrderMeasure.Average, NumberOp.AtLeast, 100)),
        new("refunded", Buying, "Had an order refunded in 60 days", "Handle with care.", Did(EventNames.OrderRefunded, Days(60))),
        new("reviewed", Buying, "Wrote a review", "People who speak up for you.", Did(EventNames.CompletedProductReview, null)),
        new("review_wanted", Buying, "Bought lately, no review yet", "Ask while the memory is fresh.",
            Both(new OrderCondition { Measure = OrderMeasure.LastTime, Time = Days(21) }, Never(EventNames.CompletedProductReview))),

        // Winning back
        new("lapsing_30", Back, "Last order 30 to 60 days ago", "A nudge before they forget you.",
            Both(new OrderCondition { Measure = OrderMeasure.LastTime, Time = Days(60) }, No(Bought(Days(30))))),
        new("lapsed_90", Back, "No order for 90 days", "They used to buy.", Both(new OrderCondition(), No(Bought(Days(90))))),
        new("lapsed_180", Back, "No order for 180 days", "For the strongest offer you make.", Both(new OrderCondition(), No(Bought(Days(180))))),
        new("lapsed_big", Back, "Spent 500 or more, no order for 60 days", "Worth a personal message.",
            Both(Orders(OrderMeasure.Total, NumberOp.AtLeast, 500), No(Bought(Days(60))))),
        new("back_on_site", Back, "Lapsed, but seen on the site this week", "They are looking again.",
            Both(new OrderCondition(), No(Bought(Days(90))), new AnyOf([Did(EventNames.ViewedProduct, Days(7)), Did(EventNames.ActiveOnSite, Days(7))]))),

        // Value
        new("big_spenders", Value, "Spent 1,000 or more", "Your best by money.", Orders(OrderMeasure.Total, NumberOp.AtLeast, 1_000)),
        new("champions", Value, "Champions", "Bought lately, often and for much.", Segments("Champions")),
        new("loyal", Value, "Loyal customers", "They come back; thank them.", Segments("Loyal Customers", "Potential Loyalist")),
        new("at_risk", Value, "At risk", "Used to buy much and have not for a while.", Segments("At Risk", "Can't Lose Them")),
        new("sleeping", Value, "About to sleep", "Losing touch.", Segments("About To Sleep", "Need Attention")),
        new("big_but_rare", Value, "Spends much, buys seldom", "Give them a reason to come more often.",
            new RfmCondition { Monetary = new ScoreSpan(4, 5), Frequency = new ScoreSpan(1, 2) }),
        new("next_order_soon", Value, "Expected to order in the next 14 days", "A word at the right time, without a discount.",
            new PredictionCondition(PredictionMeasure.NextOrder) { Time = new TimeTest(TimeOp.InNext) { Amount = 14, Unit = TimeUnit.Days } }),
        new("probably_gone", Value, "Bought more than once, probably gone", "Less than an even chance that they ever come back by themselves.",
            Both(Orders(OrderMeasure.Count, NumberOp.AtLeast, 2), Predicted(PredictionMeasure.ProbabilityActive, NumberOp.LessThan, 0.5m))),
        new("future_value", Value, "Expected to spend 200 or more", "Your best customers of the time to come.", Predicted(PredictionMeasure.LifetimeValue, NumberOp.AtLeast, 200)),

        // Browsing
        new("browsed", Browsing, "Viewed a product today, put nothing into a cart", "Browse abandonment.",
            Both(Did(EventNames.ViewedProduct, Hours(24)), No(Did(EventNames.AddedToCart, Hours(24))), No(Bought(Days(1))))),
        new("browsed_often", Browsing, "Viewed products five times in a week", "Interested, and undecided.",
            Both(Times(EventNames.ViewedProduct, 5, Days(7)), No(Bought(Days(7))))),
        new("active_now", Browsing, "Active on the site in the last 10 minutes", "For those who are there now.", Did(EventNames.ActiveOnSite, Minutes(10))),
        new("put_in_cart", Browsing, "Put something into a cart this week, did not buy", "Also where the platform tells of no abandonment.",
            Both(Did(EventNames.AddedToCart, Days(7)), No(Bought(Days(7))))),

        // Messages
        new("engaged_30", Messages, "Opened or clicked in the last 30 days", "Send to them first: it keeps your sender's name good.", Engaged(30)),
        new("engaged_90", Messages, "Opened or clicked in the last 90 days", "For the ordinary newsletter.", Engaged(90)),
        new("unengaged_90", Messages, "Sent to, but no open or click in 90 days", "Ask whether they still want to hear from you.",
            Both(Did(EventNames.MessageSent, Days(90)), No(Engaged(90)))),
        new("clicked_not_bought", Messages, "Clicked this week, did not buy", "They followed the link and stopped.", Both(Did(EventNames.MessageClicked, Days(7)), No(Bought(Days(7))))),
        new("bounced", Messages, "A message bounced in 30 days", "Ask at the checkout for a better address.", Did(EventNames.MessageBounced, Days(30))),

        // Reach and consent
        new("email", Reach, "Reachable by e-mail", "Subscribed, with an address that works.", new ReachableCondition(Channel.Email)),
        new("sms", Reach, "Reachable by SMS", "Subscribed, with a number that works.", new ReachableCondition(Channel.Sms)),
        new("email_not_sms", Reach, "Reachable by e-mail, never asked about SMS", "Invite them to SMS by e-mail.",
            Both(new ReachableCondition(Channel.Email), new ConsentCondition(Channel.Sms, ConsentStatus.Never))),
        new("unreachable", Reach, "Customers nobody can write to", "Ask for an address or number at the counter.",
            Both(new OrderCondition(), new NoneOf([new ReachableCondition(Channel.Email), new ReachableCondition(Channel.Sms)]))),
        new("new_contacts", Reach, "New in the last 7 days", "For a welcome.",
            Both(Known(), new ProfileCondition(ProfileAttribute.CreatedAt, new ValueTest(ValueOp.Time) { Time = Days(7) }))),
        new("unsubscribed", Reach, "Unsubscribed from e-mail", "Not to be written to; to be understood.", new ConsentCondition(Channel.Email, ConsentStatus.Unsubscribed)),
        new("test_half", Reach, "Half of all contacts, at random", "For a test: always the same half.", new RandomCondition(50) { Draw = "half" }),

        // In store and loyalty
        new("checked_in", Store, "Checked in at a store this week", "People who come by.", Did(EventNames.CustomerCheckedIn, Days(7))),
        new("in_store_now", Store, "In a store now", "Checked in within two hours.", Did(EventNames.CustomerCheckedIn, Hours(2))),
        new("members", Store, "Members of the loyalty programme", "Everybody who has joined.", new LoyaltyCondition()),
        new("new_members", Store, "Joined the loyalty programme this month", "Explain how points work.", new LoyaltyCondition { Joined = Months(1) }),
        new("not_members", Store, "Bought twice, not in the programme", "Invite them to join.", Both(Orders(OrderMeasure.Count, NumberOp.AtLeast, 2), No(new LoyaltyCondition()))),
    ];

    private static AllOf Both(params Filter[] parts) => new(parts);

    private static NoneOf No(Filter part) => new([part]);

    private static ProfileCondition Known() => new(ProfileAttribute.Known, new ValueTest(ValueOp.IsTrue));

    private static TimeTest Minutes(int amount) => Last(amount, TimeUnit.Minutes);

    private static TimeTest Hours(int amount) => Last(amount, TimeUnit.Hours);

    private static TimeTest Days(int amount) => Last(amount, TimeUnit.Days);

    private static TimeTest Months(int amount) => Last(amount, TimeUnit.Months);

    private static TimeTest Last(int amount, TimeUnit unit) => new(TimeOp.InLast) { Amount = amount, Unit = unit };

    private static EventCondition Did(string name, TimeTest? time) => new(name) { Time = time };

    private static EventCondition Never(string name) => new(name) { Is = new NumberTest(NumberOp.AtMost, 0) };

    private static EventCondition Times(string name, int times, TimeTest time) => new(name) { Time = time, Is = new NumberTest(NumberOp.AtLeast, times) };

    private static EventCondition Status(string status, TimeTest time) => new(EventNames.CartStatusUpdated) { Status = status, Time = time };

    private static OrderCondition Bought(TimeTest time) => new() { Measure = OrderMeasure.LastTime, Time = time };

    private static OrderCondition Orders(OrderMeasure measure, NumberOp op, decimal value) => new() { Measure = measure, Is = new NumberTest(op, value) };

    private static NoneOf NotSince(int minutes) => new([Did(EventNames.OrderCompleted, Minutes(minutes)), Did(EventNames.OrderCreated, Minutes(minutes)), Did(EventNames.CartConverted, Minutes(minutes))]);

    private static AnyOf Engaged(int days) => new([Did(EventNames.MessageOpened, Days(days)), Did(EventNames.MessageClicked, Days(days))]);

    private static ConsentCondition Subscribed(Channel channel) => new(channel, ConsentStatus.Subscribed);

    private static RfmCondition Segments(params string[] names) => new() { Segments = names };

    private static PredictionCondition Predicted(PredictionMeasure measure, NumberOp op, decimal value) => new(measure) { Is = new NumberTest(op, value) };

    private static ValueTest Number(NumberOp op, decimal value) => new(ValueOp.Number) { Number = new NumberTest(op, value) };
}
