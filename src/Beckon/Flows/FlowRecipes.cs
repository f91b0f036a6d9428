using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Events;
using Beckon.Flows.Products;
using Beckon.Orders;
using Beckon.Templates;

namespace Beckon.Flows;

/// <summary>The flows that retailers ask for most, ready to be used.</summary>
public static class FlowRecipes
{
    private const string Carts = "Carts and browsing";
    private const string Products = "News of products";
    private const string Orders = "Orders on their way";
    private const string After = "After the order";
    private const string People = "People";

    private static readonly Reentry OnceAWeek = Once(7);
    private static readonly Reentry OnceAMonth = Once(30);
    private static readonly FlowExits Bought = new() { Bought = true };

    private static readonly RecipeMail CartCode = Note(
        "Cart: a code", TemplateCategory.AbandonCart, "Still thinking about it?",
        "your cart at {{shop.name}} is still there.{{#if discount.code}} Finish today with the code <strong style=\"white-space:nowrap\">{{discount.code}}</strong>: it takes something off.{{/if}}");

    public static IReadOnlyList<FlowRecipe> All { get; } =
    [
        new("cart_recovery", Carts, "Abandoned cart recovery", "A reminder after half an hour; who does not look at it gets a second one the next day.", On(EventNames.CartAbandoned), mail =>
        [
            Wait("wait", 30, TimeUnit.Minutes),
            Send("reminder", mail, new("You left something behind", TemplateCategory.AbandonCart, BuiltInTemplates.All[0].Content)),
            new WaitForStep("clicked", new EventTest(EventNames.MessageClicked), new Duration(1, TimeUnit.Days))
            {
                Otherwise = [Send("second", mail, Note("Cart: second reminder", TemplateCategory.AbandonCart, "Still thinking about it?", "your cart at {{shop.name}} is still there. If something kept you from finishing, just answer this e-mail."))],
            },
        ]) { Exits = Bought },
        new("cart_recovery_code", Carts, "Abandoned cart recovery with a code", "A reminder after an hour; who does not look at it gets a code of a discount the next day.", On(EventNames.CartAbandoned), mail =>
        [
            Wait("wait", 1, TimeUnit.Hours),
            Send("reminder", mail, new("You left something behind", TemplateCategory.AbandonCart, BuiltInTemplates.All[0].Content)),
            new WaitForStep("clicked", new EventTest(EventNames.MessageClicked), new Duration(1, TimeUnit.Days))
            {
                Otherwise =
                [
                    new DiscountStep("code", "") { WhenNoneLeft = WhenNoneLeft.GoOn },
                    Send("second", mail, CartCode),
                ],
            },
        ]) { Exits = Bought, Reentry = OnceAMonth },
        new("cart_recovery_sms", Carts, "Abandoned cart recovery by text message, then e-mail", "A text message after half an hour; who does not follow its link gets an e-mail with a code of a discount the next day.", On(EventNames.CartAbandoned), mail =>
        [
            Wait("wait", 30, TimeUnit.Minutes),
            Send("text", mail, Text("Cart: a text message", TemplateCategory.AbandonCart, "{{#if firstName}}{{firstName}}, you{{else}}You{{/if}} left something at {{shop.name}}. It is still in your cart{{#if cart.url}}: {{cart.url}}{{else}}.{{/if}}")),
            new WaitForStep("clicked", new EventTest(EventNames.MessageClicked), new Duration(1, TimeUnit.Days))
            {
                Otherwise =
                [
                    new DiscountStep("code", "") { WhenNoneLeft = WhenNoneLeft.GoOn },
                    Send("second", mail, CartCode),
                ],
            },
        ]) { Exits = Bought, Reentry = OnceAMonth },
        new("checkout", Carts, "Checkout left", "For who began to check out and did not finish.", On(EventNames.CheckoutStarted), mail =>
            [Wait("wait", 2, TimeUnit.Hours), Send("reminder", mail, Note("Checkout left", TemplateCategory.AbandonCart, "You were nearly there", "you began to check out at {{shop.name}} and did not get to the end. It takes a minute to finish."))]) { Exits = Bought },
        new("browse", Carts, "Looked and left", "For who looked at products and put nothing into a cart; at most once a week.", On(EventNames.ViewedProduct), mail => Browsed(mail, "a product", "name"))
            { Exits = new FlowExits { Bought = true, Events = [new EventTest(EventNames.AddedToCart)] }, Reentry = OnceAWeek },
        new("browse_brand", Carts, "Looked at a brand", "For who looked at a brand and bought nothing; at most once a month.", On(EventNames.ViewedBrand), mail => Browsed(mail, "a brand", "brand")) { Exits = Bought, Reentry = OnceAMonth },
        new("browse_category", Carts, "Looked at a category", "For who looked around in a category and bought nothing; at most once a month.", On(EventNames.ViewedCategory), mail => Browsed(mail, "a category", "category")) { Exits = Bought, Reentry = OnceAMonth },

        new("back_in_stock", Products, "Back in stock", "As soon as it can be bought again: for who looked at it or left it in a cart within two months, and has not bought it.",
            new ProductTrigger(new EventTest(EventNames.BackInStock)) { Within = new Duration(60, TimeUnit.Days), PerProduct = true }, mail =>
            [Send("news", mail, OfProduct("Back in stock", "{{default event.name \"What you wanted\"}} is back", "It is back", "you looked at this and it was gone for a while. Now it is back in stock."))]),
        new("price_drop", Products, "Price drop", "When what they looked at or left in a cart within a month becomes cheaper by a tenth or more; at most once a week.",
            new ProductTrigger(new EventTest(EventNames.PriceDrop)) { CheaperByPercent = 10 }, mail =>
            [Send("news", mail, OfProduct("Price drop", "{{default event.name \"What you looked at\"}} costs less now", "It costs less now", "you had an eye on this. Its price has just come down."))]) { Reentry = OnceAWeek },
        new("low_stock", Products, "Nearly sold out", "When few are left of what they left in a cart within two weeks; at most once a week.",
            new ProductTrigger(new EventTest(EventNames.LowInventory)) { Interest = [ProductInterest.AddedToCart], Within = new Duration(14, TimeUnit.Days) }, mail =>
            [Send("news", mail, OfProduct("Nearly sold out", "{{default event.name \"What is in your cart\"}} is nearly sold out", "Only a few are left", "you put this into your cart, and there are only a few left."))]) { Exits = Bought, Reentry = OnceAWeek },
        new("new_product", Products, "New of a brand they like", "Something new of a brand that they have bought within half a year; at most once a week.",
            new ProductTrigger(new EventTest(EventNames.NewProductAdded)) { Interest = [ProductInterest.Bought], In = InterestIn.Brand, Within = new Duration(180, TimeUnit.Days) }, mail =>
            [new WaitUntilStep("morning", new TimeOnly(10, 0)), Send("news", mail, OfProduct("New of a brand they like", "New from {{default event.brand \"a brand you like\"}}", "New in the shop", "there is something new from {{default event.brand \"a brand you like\"}} at {{shop.name}}."))]) { Reentry = OnceAWeek },

        Told("order_review", "Order under review", "verification", "Your order is being looked at", "we have your order and are checking it. You hear from us as soon as it is accepted."),
        Told("order_preparing", "Order being prepared", "preparing", "We are preparing your order", "your order has been accepted and is being prepared right now."),
        Told("order_ready", "Ready for pickup", "ready_for_pickup", "Your order is ready", "your order is ready to be picked up at {{shop.name}}."),
        Told("delivery_started", "Delivery started", "delivery_started", "Your order is on its way", "your order has left the store and is on its way to you."),
        Told("delivery_finished", "Delivery finished", "delivery_finished", "Your order has arrived", "your order has been delivered. Enjoy it!"),
        new("order_dismissed", Orders, "Order dismissed by the store", "A word of help when the store had to cancel.", Status("dismissed"), mail =>
            [News("help", mail, Note("Order dismissed", TemplateCategory.PostPurchase, "We could not fill your order", "we are sorry: we had to cancel your order. Answer this e-mail and we will help you to find something else."))]),
        new("order_cancelled", Orders, "Order cancelled: win back", "Asks a day later what was in the way, unless they have ordered again.", Status("cancelled"), mail =>
            [Wait("wait", 1, TimeUnit.Days), Send("win_back", mail, Note("Order cancelled", TemplateCategory.WinBack, "Can we still help?", "you cancelled your order at {{shop.name}}. If something was not right, answer this e-mail: a person reads it."))]) { Exits = Bought },

        Placed("order_placed", "Order placed", OrderStatus.Initialized, "Thank you for your order", "we have your order and will get to work on it."),
        Placed("order_in_progress", "Order in progress", OrderStatus.InProgress, "Your order is on its way", "your order is being prepared and will be with you soon."),
        new("order_delivered", After, "Order delivered: thanks, and a week later a review", "The series after an order that is DELIVERED in the Add orders call.", On(EventNames.OfOrder(OrderStatus.Delivered)), mail =>
        [
            News("thanks", mail, Note("Thank you for your order", TemplateCategory.PostPurchase, "Thank you", "thank you for your order at {{shop.name}}.")),
            Wait("week", 7, TimeUnit.Days),
            Send("review", mail, Note("How was it?", TemplateCategory.PostPurchase, "How was it?", "you have had your order for a week now. Tell us and others how you like it.")),
        ]) { Exits = new FlowExits { Events = [new EventTest(EventNames.OfOrder(OrderStatus.Cancelled))] } },
        new("order_called_off", After, "Order cancelled: what was in the way?", "When an order is CANCELLED in the Add orders call: asks a day later, unless they have ordered again.", On(EventNames.OfOrder(OrderStatus.Cancelled)), mail =>
            [Wait("wait", 1, TimeUnit.Days), Send("win_back", mail, Note("Order cancelled", TemplateCategory.WinBack, "Can we still help?", "you cancelled your order at {{shop.name}}. If something was not right, answer this e-mail: a person reads it."))]) { Exits = Bought },
        new("post_purchase", After, "Thank you, and a week later a review", "The series after a completed order.", On(EventNames.OrderCompleted), mail =>
        [
            Send("thanks", mail, Note("Thank you for your order", TemplateCategory.PostPurchase, "Thank you", "thank you for your order at {{shop.name}}.")),
            Wait("week", 7, TimeUnit.Days),
            Send("review", mail, Note("How was it?", TemplateCategory.PostPurchase, "How was it?", "you have had your order for a week now. Tell us and others how you like it.")),
        ]) { Exits = new FlowExits { Events = [new EventTest(EventNames.OrderRefunded)] }, Reentry = OnceAMonth },
        new("reorder", After, "Reorder reminder", "A month after an order, unless they have ordered again.", On(EventNames.OrderCompleted), mail =>
            [Wait("month", 30, TimeUnit.Days), new WaitUntilStep("morning", new TimeOnly(10, 0)), Send("reminder", mail, Note("Time for more?", TemplateCategory.WinBack, "Time for more?", "it has been a month since your last order at {{shop.name}}. Is it running low?"))]) { Exits = Bought },
        new("refund", After, "Refund service", "Says that the money is on its way back, and asks how to do better.", On(EventNames.OrderRefunded), mail =>
            [News("note", mail, Note("Your refund", TemplateCategory.PostPurchase, "Your refund is on its way", "we have refunded your order. If there is anything we can do better, just answer this e-mail."))]),
        new("review_nudge", After, "Review begun, not finished", "A nudge a day later.", On(EventNames.StartedProductReview), mail =>
            [Wait("wait", 1, TimeUnit.Days), Send("nudge", mail, Note("Finish your review", TemplateCategory.PostPurchase, "Your review is nearly done", "you began a review and did not finish it. Others would love to read it."))])
            { Exits = new FlowExits { Events = [new EventTest(EventNames.CompletedProductReview)] } },
        new("review_thanks", After, "Thanks for a review", "A word of thanks.", On(EventNames.CompletedProductReview), mail =>
            [Send("thanks", mail, Note("Thank you for your review", TemplateCategory.PostPurchase, "Thank you", "thank you for your review. It helps us and everybody who reads it."))]) { Reentry = OnceAMonth },

        new("welcome", People, "Welcome", "Two letters for new customers; the second only for who has not ordered yet.", On(EventNames.CustomerCreated), mail =>
        [
            Send("hello", mail, Note("Welcome", TemplateCategory.Welcome, "Welcome", "good to have you at {{shop.name}}.")),
            Wait("wait", 3, TimeUnit.Days),
            new SplitStep("ordered", [new Way("Has ordered", new OrderCondition()) { Steps = [new EndStep("done")] }]) { Otherwise = [Send("second", mail, Note("Where to begin", TemplateCategory.Welcome, "Where to begin", "not sure where to begin at {{shop.name}}? Answer this e-mail and we will help you to choose."))] },
        ]) { Reentry = new Reentry(ReentryMode.Once) },
        new("check_in", People, "After a visit", "A day after a check-in at a store.", On(EventNames.CustomerCheckedIn), mail =>
            [Wait("wait", 1, TimeUnit.Days), Send("thanks", mail, Note("Thank you for coming by", TemplateCategory.PostPurchase, "Good to see you", "thank you for coming by at {{shop.name}}."))]) { Reentry = OnceAMonth },
        new("budtender", People, "Assigned to a budtender", "Says who looks after them, once.", On(EventNames.CustomerAssignedToBudtender), mail =>
            [Send("hello", mail, Note("Somebody to ask", TemplateCategory.Welcome, "You have somebody to ask", "from now on one of us at {{shop.name}} looks after you. Just answer this e-mail with any question."))]) { Reentry = new Reentry(ReentryMode.Once) },
        new("come_back", People, "Time to come back", "Sixty days after the last order, unless they have ordered since.", new DateTrigger(DateOf.LastOrder, new TimeOnly(10, 0)) { Days = 60 }, mail =>
            [Send("come_back", mail, Note("Time to come back", TemplateCategory.WinBack, "We have not seen you for a while", "your last order at {{shop.name}} was two months ago. Come and see what is new."))]),
        new("anniversary", People, "A year with you", "Each year on the day on which you first heard of them.", new DateTrigger(DateOf.FirstSeen, new TimeOnly(10, 0)) { Yearly = true }, mail =>
            [Send("anniversary", mail, Note("A year with you", TemplateCategory.PostPurchase, "It is your day with us", "on this day you came to {{shop.name}} for the first time. Thank you for staying with us."))]),
        new("at_risk", People, "About to be lost", "When a good customer moves into an RFM segment of those about to be lost.",
            new EventTrigger(new EventTest(EventNames.RfmSegmentChanged) { Where = [new PropertyTest("to", new ValueTest(ValueOp.IsOneOf) { Texts = ["At Risk", "Can't Lose Them"] })] }), mail =>
            [new WaitUntilStep("morning", new TimeOnly(10, 0)), Send("win_back", mail, Note("We miss you", TemplateCategory.WinBack, "We miss you", "it has been a while. Come by at {{shop.name}}: we have kept a place for you."))]) { Exits = Bought, Reentry = OnceAMonth },
    ];

    private static FlowRecipe Told(string key, string name, string status, string heading, string text) => new(
        key, Orders, name, $"As soon as the status of an order is {status.Replace('_', ' ')}: a text message to who agreed to them, else an e-mail.", Status(status), mail =>
        [
            new SplitStep("phone", [new Way("By text message", new ReachableCondition(Channel.Sms)) { Steps = [News("text", mail, Text(heading, TemplateCategory.PostPurchase, "{{shop.name}}: " + text.Replace(" at {{shop.name}}", "", StringComparison.Ordinal)))] }])
            {
                Otherwise = [News("note", mail, Note(heading, TemplateCategory.PostPurchase, heading, text))],
            },
        ]);

    private static FlowRecipe Placed(string key, string name, OrderStatus status, string heading, string text) => new(
        key, Orders, name, $"As soon as an order is {OrderStatusText.Of(status)} in the Add orders call.", On(EventNames.OfOrder(status)),
        mail => [News("note", mail, Note(name, TemplateCategory.PostPurchase, heading, text))]);

    private static IReadOnlyList<FlowStep> Browsed(Func<RecipeMail, string> mail, string what, string property) =>
    [
        Wait("wait", 4, TimeUnit.Hours),
        Send("reminder", mail, Note($"Looked at {what}", TemplateCategory.Other, "Seen something you like?", $"you looked at {{{{default event.{property} \"{what}\"}}}} at {{{{shop.name}}}}. It is still there.")),
    ];

    private static EventTrigger On(string name) => new(new EventTest(name));

    private static EventTrigger Status(string status) => new(new EventTest(EventNames.CartStatusUpdated) { Status = status });

    private static Reentry Once(int days) => new(ReentryMode.OncePerPeriod) { Period = new Duration(days, TimeUnit.Days) };

    private static WaitStep Wait(string id, int amount, TimeUnit unit) => new(id, new Duration(amount, unit));

    private static SendStep Send(string id, Func<RecipeMail, string> templateOf, RecipeMail mail) => new(id) { Template = templateOf(mail), Channel = mail.Channel };

    // Of their order people hear at once.
    private static SendStep News(string id, Func<RecipeMail, string> templateOf, RecipeMail mail) => Send(id, templateOf, mail) with { Limits = SendLimits.Ignore };

    private static RecipeMail OfProduct(string name, string subject, string heading, string text) =>
        new(name, TemplateCategory.Other, BuiltInTemplates.ProductNews(subject, heading, text));

    private static RecipeMail Text(string name, TemplateCategory category, string text) => new(name, category, new TemplateContent("", "", "", text)) { Channel = TemplateChannel.Sms };

    private static RecipeMail Note(string name, TemplateCategory category, string heading, string text) => new(name, category, BuiltInTemplates.Note(heading, text));
}
