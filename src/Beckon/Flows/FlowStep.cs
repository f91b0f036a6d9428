using System.Text.Json.Serialization;
using Beckon.Audiences.Language;
using Beckon.Contacts;
using Beckon.Delivery;
using Beckon.Templates;

namespace Beckon.Flows;

/// <summary>One step of a flow. The cases below are all there are. A list that is sent as null is empty.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WaitStep), "wait")]
[JsonDerivedType(typeof(WaitUntilStep), "wait_until")]
[JsonDerivedType(typeof(WaitUntilDateStep), "wait_until_date")]
[JsonDerivedType(typeof(WaitForStep), "wait_for")]
[JsonDerivedType(typeof(SplitStep), "split")]
[JsonDerivedType(typeof(RandomSplitStep), "random_split")]
[JsonDerivedType(typeof(SendStep), "send")]
[JsonDerivedType(typeof(ChangeStep), "change")]
[JsonDerivedType(typeof(DiscountStep), "discount")]
[JsonDerivedType(typeof(EmitStep), "emit")]
[JsonDerivedType(typeof(WebhookStep), "webhook")]
[JsonDerivedType(typeof(CallStep), "call")]
[JsonDerivedType(typeof(EndStep), "end")]
public abstract record FlowStep
{
    private protected FlowStep(string id) => Id = id;

    /// <summary>Names the step within its flow.</summary>
    public string Id { get; init; }

    /// <summary>The steps of its branches.</summary>
    [JsonIgnore]
    public IEnumerable<IReadOnlyList<FlowStep>> Branches => Inside();

    private protected virtual IEnumerable<IReadOnlyList<FlowStep>> Inside() => [];
}

/// <summary>Lets the run rest for so long. The first wait counts from what triggered the run, a later one from the step before it.</summary>
/// <param name="Id">Names it.</param>
/// <param name="For">How long.</param>
public sealed record WaitStep(string Id, Duration For) : FlowStep(Id);

/// <summary>Lets the run rest until a time of day, where the contact is.</summary>
/// <param name="Id">Names it.</param>
/// <param name="At">When, such as <c>09:30</c>.</param>
public sealed record WaitUntilStep(string Id, TimeOnly At) : FlowStep(Id)
{
    /// <summary>On which days of the week; every day where it is left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DayOfWeek>? Days { get; init; }
}

/// <summary>Lets the run rest until a date that is known of the contact, or goes on at once where there is none or it is over.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Of">Which date.</param>
/// <param name="At">At which time of that day, where the contact is.</param>
public sealed record WaitUntilDateStep(string Id, DateOf Of, TimeOnly At) : FlowStep(Id), IDated
{
    /// <summary>The key of a custom field that is a date.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>So many days after the date; before it where it is less than 0.</summary>
    public int Days { get; init; }

    /// <summary>The next day of the year on which it is. Who was born on February 29 has it on the 28th in other years.</summary>
    public bool Yearly { get; init; }
}

/// <summary>Lets the run rest until something happens, or not.</summary>
/// <param name="Id">Names it.</param>
/// <param name="On">What is waited for; of a run that is about an order or a cart, on that one.</param>
/// <param name="Within">How long at most.</param>
public sealed record WaitForStep(string Id, EventTest On, Duration Within) : FlowStep(Id)
{
    /// <summary>What is done when it has happened.</summary>
    public IReadOnlyList<FlowStep> Then { get; init => field = value ?? []; } = [];

    /// <summary>What is done when it has not.</summary>
    public IReadOnlyList<FlowStep> Otherwise { get; init => field = value ?? []; } = [];

    private protected override IEnumerable<IReadOnlyList<FlowStep>> Inside() => [Then, Otherwise];
}

/// <summary>Goes the first of several ways whose filter the contact fits.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Ways">The ways, in the order in which they are tried.</param>
public sealed record SplitStep(string Id, IReadOnlyList<Way> Ways) : FlowStep(Id)
{
    /// <summary>What is done with whom none of them fits.</summary>
    public IReadOnlyList<FlowStep> Otherwise { get; init => field = value ?? []; } = [];

    private protected override IEnumerable<IReadOnlyList<FlowStep>> Inside() => [.. Ways.Select(Way.StepsOf), Otherwise];
}

/// <summary>One way of a split.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Who">Who goes it.</param>
public sealed record Way(string Name, Filter Who)
{
    public IReadOnlyList<FlowStep> Steps { get; init; } = [];

    // A list that somebody has written may hold nothing; the rules say so.
    internal static IReadOnlyList<FlowStep> StepsOf(Way? way) => way?.Steps ?? [];
}

/// <summary>Goes one of several ways by chance; a contact always the same.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Shares">The ways; their parts come to a hundred.</param>
public sealed record RandomSplitStep(string Id, IReadOnlyList<RandomShare> Shares) : FlowStep(Id)
{
    private protected override IEnumerable<IReadOnlyList<FlowStep>> Inside() => [.. Shares.Select(RandomShare.StepsOf)];
}

/// <summary>One way of a random split.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Percent">How many in a hundred go it.</param>
public sealed record RandomShare(string Name, decimal Percent)
{
    public IReadOnlyList<FlowStep> Steps { get; init; } = [];

    internal static IReadOnlyList<FlowStep> StepsOf(RandomShare? share) => share?.Steps ?? [];
}

/// <summary>Sends one e-mail, whose content is fixed when the flow is published.</summary>
/// <param name="Id">Names it.</param>
public sealed record SendStep(string Id) : FlowStep(Id)
{
    /// <summary>What it is sent over; e-mail when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TemplateChannel Channel { get; init; }

    /// <summary>The same, as a way to reach somebody.</summary>
    [JsonIgnore]
    public Channel Over => Channel.Over();

    /// <summary>The template of that channel, by its id starting with <c>tpl_</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Template { get; init; }

    /// <summary>How it takes quiet hours and frequency caps.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public SendLimits Limits { get; init; }

    /// <summary>The content that it was published with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ContentId { get; init; }
}

/// <summary>Changes what is known of the contact.</summary>
/// <param name="Id">Names it.</param>
public sealed record ChangeStep(string Id) : FlowStep(Id)
{
    /// <summary>Tags that they get, by name.</summary>
    public IReadOnlyList<string> AddTags { get; init => field = value ?? []; } = [];

    /// <summary>Tags that they lose, by name.</summary>
    public IReadOnlyList<string> RemoveTags { get; init => field = value ?? []; } = [];

    /// <summary>Lists that they come into, by id.</summary>
    public IReadOnlyList<string> AddLists { get; init => field = value ?? []; } = [];

    /// <summary>Lists that they leave, by id.</summary>
    public IReadOnlyList<string> RemoveLists { get; init => field = value ?? []; } = [];

    /// <summary>Custom fields that get a value.</summary>
    public IReadOnlyList<FieldValue> SetFields { get; init => field = value ?? []; } = [];
}

/// <summary>A custom field and its value.</summary>
/// <param name="Field">The key.</param>
/// <param name="Value">The value as text, such as <c>2026-05-31</c> of a date; null takes it away.</param>
public sealed record FieldValue(string Field, string? Value);

/// <summary>Gives the contact a code of a discount, which the e-mails that follow can show as <c>{{discount.code}}</c>.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Discount">The discount, by its id starting with <c>dsc_</c>. Whoever has a code of it gets the same again.</param>
public sealed record DiscountStep(string Id, string Discount) : FlowStep(Id)
{
    /// <summary>What is done where no codes are left.</summary>
    public WhenNoneLeft WhenNoneLeft { get; init; }
}

/// <summary>What a run does where a discount has no code for it.</summary>
public enum WhenNoneLeft
{
    /// <summary>It stands at the step until codes are added.</summary>
    Wait,

    /// <summary>It goes on without one.</summary>
    GoOn,
}

/// <summary>Tells an event of the contact, which is in the history and can begin and end flows like any other.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Event">The event's name.</param>
public sealed record EmitStep(string Id, string Event) : FlowStep(Id)
{
    /// <summary>What it says.</summary>
    public IReadOnlyList<EmittedProperty> Properties { get; init => field = value ?? []; } = [];
}

/// <summary>A property of an event that is told.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">What it says.</param>
public sealed record EmittedProperty(string Name, string Value);

/// <summary>Tells another system of the contact, by a call that is tried for a day, and goes on.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Url">Where the call goes.</param>
public sealed record WebhookStep(string Id, string Url) : FlowStep(Id)
{
    /// <summary>What it says beside who it is about.</summary>
    public IReadOnlyList<EmittedProperty> Properties { get; init => field = value ?? []; } = [];
}

/// <summary>Starts another flow for the contact and goes on.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Flow">Its id, starting with <c>flw_</c>. It must be one that is started by calls.</param>
public sealed record CallStep(string Id, string Flow) : FlowStep(Id);

/// <summary>Ends the run here, whatever follows.</summary>
/// <param name="Id">Names it.</param>
public sealed record EndStep(string Id) : FlowStep(Id);
