using Beckon.Audiences.Language;
using Beckon.Contacts.Fields;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Flows.Products;
using Beckon.Flows.Webhooks;
using Beckon.Kernel;
using Beckon.Templates;

namespace Beckon.Flows;

/// <summary>What a flow must look like before it can go live: each fault is named by its path and, of a step, by the step. Pure.</summary>
public sealed class FlowRules
{
    public const int MostSteps = 300;

    private const int DeepestStep = 12;
    private const int MostWays = 10;
    private const int LongestName = 120;
    private const int LongestValue = 1_000;
    private const int MostProperties = 20;
    private const int LongestWait = 366;
    private const decimal All = 100;

    private readonly FlowDefinition _flow;
    private readonly FlowContext _context;
    private readonly List<FlowFault> _faults = [];
    private string? _step;

    private FlowRules(FlowDefinition flow, FlowContext context) => (_flow, _context) = (flow, context);

    public static IReadOnlyList<FlowFault> Check(FlowDefinition flow, FlowContext context)
    {
        var rules = new FlowRules(flow, context);
        if (flow.HasHoles())
        {
            rules.Add("", "A list holds null. Leave out what is not there.");
            return rules._faults;
        }
        rules.CheckTrigger();
        rules.CheckEnds();
        if (flow.Steps.Count == 0) rules.Add("steps", "Add a step: a flow without any does nothing.");
        if (flow.Map.Steps.Count > MostSteps) rules.Add("steps", $"A flow has at most {MostSteps} steps. Let one flow start another.");
        foreach (var id in flow.Map.Repeated) rules.Add("steps", $"Two steps are called “{id}”.");
        rules.CheckSteps("steps", flow.Steps, 0);
        return rules._faults;
    }

    /// <summary>Whether what starts a flow is complete, so that it can be said in words.</summary>
    public static bool IsTriggerSound(FlowDefinition flow, FilterContext filters)
    {
        var rules = new FlowRules(flow, new FlowContext(filters, new Dictionary<string, TemplateChannel>(), new HashSet<string>(), new HashSet<string>()));
        rules.CheckTrigger();
        return rules._faults.Count == 0;
    }

    private void Add(string path, string sentence) => _faults.Add(new FlowFault(path, _step, sentence));

    private void CheckTrigger()
    {
        switch (_flow.Trigger)
        {
            case EventTrigger e: CheckEvent("trigger.on", e.On); break;
            case ProductTrigger product: CheckProduct(product); break;
            case DateTrigger date: CheckDate("trigger", date); break;
            case ScheduleTrigger { DayOfMonth: < 1 or > 31 }: Add("trigger.dayOfMonth", "Give a day of the month, 1 to 31."); break;
            case AudienceTrigger a when !_context.Filters.AudienceNames.ContainsKey(a.Audience): Add("trigger.audience", "Choose an audience."); break;
        }
        if (_flow.Trigger.Who is { } who) CheckFilter("trigger.who", who);
    }

    private void CheckProduct(ProductTrigger trigger)
    {
        if (!EventCatalogue.IsOfProduct(trigger.On.Event)) Add("trigger.on.event", "Choose news of a product, such as back_in_stock.");
        else CheckWhich("trigger.on", trigger.On);
        if (trigger.Interest.Count == 0) Add("trigger.interest", "Say what shows that somebody wants it.");
        CheckDuration("trigger.within", trigger.Within);
        if (trigger.CheaperByPercent is < 1 or >= All) Add("trigger.cheaperByPercent", "Give 1 to 99.");
        if (trigger.CheaperByPercent is not null && trigger.On.Event != EventNames.PriceDrop) Add("trigger.cheaperByPercent", "Only price_drop says how much cheaper it is.");
    }

    private void CheckDate(string path, IDated date)
    {
        if (date.Of == DateOf.Field && (date.Field is null || !_context.Filters.Fields.TryGetValue(date.Field, out var field) || field.Kind != FieldKind.Date))
            Add($"{path}.field", "Choose a custom field that is a date.");
        if (date.Of == DateOf.LastOrder && date is { Yearly: false, Days: < 0 }) Add($"{path}.days", "Nobody knows the last order before it is there. Give days after it.");
        if (Math.Abs((long)date.Days) > LongestWait) Add($"{path}.days", $"Give {LongestWait} days at most.");
    }

    private void CheckEnds()
    {
        for (var i = 0; i < _flow.Exits.Events.Count; i++) CheckEvent($"exits.events[{i}]", _flow.Exits.Events[i]);
        if (_flow.Reentry is { Mode: ReentryMode.OncePerPeriod, Period: null }) Add("reentry.period", "Say how long, such as 30 days.");
        if (_flow.Reentry.Period is { } period) CheckDuration("reentry.period", period);
        if (_flow.HoldoutPercent is < 0 or >= All) Add("holdoutPercent", "Give 0 to 99.");
        CheckDuration("maxAge", _flow.MaxAge);
        if (_flow.Goal is not { } goal) return;
        CheckEvent("goal.on", goal.On);
        CheckDuration("goal.within", goal.Within);
    }

    private void CheckSteps(string path, IReadOnlyList<FlowStep> steps, int depth)
    {
        if (depth > DeepestStep) Add(path, $"Steps lie at most {DeepestStep} deep.");
        for (var i = 0; i < steps.Count && depth <= DeepestStep; i++)
        {
            _step = steps[i].Id;
            CheckStep($"{path}[{i}]", steps[i], depth);
            _step = null;
        }
    }

    private void CheckStep(string path, FlowStep step, int depth)
    {
        if (step.Id.Length is 0 or > LongestName) Add($"{path}.id", $"A step is named by 1 to {LongestName} characters.");
        switch (step)
        {
            case WaitStep wait: CheckDuration($"{path}.for", wait.For); break;
            case WaitUntilDateStep date: CheckDate(path, date); break;
            case WaitForStep asked:
                CheckEvent($"{path}.on", asked.On);
                CheckDuration($"{path}.within", asked.Within);
                break;
            case SplitStep split: CheckWays(path, split); break;
            case RandomSplitStep random: CheckShares(path, random); break;
            case SendStep send when send.Template is null || !_context.Templates.ContainsKey(send.Template): Add($"{path}.template", "Choose a template."); break;
            case SendStep send when _context.Templates[send.Template!] != send.Channel: Add($"{path}.template", "The template is of another channel. Choose one of this step's."); break;
            case ChangeStep change: CheckChange(path, change); break;
            case EmitStep emit: CheckEmit(path, emit); break;
            case WebhookStep webhook:
                if (WebhookRules.Fault(webhook.Url) is { } fault) Add($"{path}.url", fault);
                CheckProperties(path, webhook.Properties);
                break;
            case DiscountStep discount when !_context.Discounts.Contains(discount.Discount): Add($"{path}.discount", "Choose a discount, or make one under Loyalty › Discounts."); break;
            case CallStep call when !_context.Callable.Contains(call.Flow): Add($"{path}.flow", "Choose a live flow that is started by calls."); break;
        }
        foreach (var (within, steps) in Within(step)) CheckSteps($"{path}.{within}", steps, depth + 1);
    }

    // The branches of a step by where they are written.
    private static IEnumerable<(string Path, IReadOnlyList<FlowStep> Steps)> Within(FlowStep step) => step switch
    {
        WaitForStep asked => [("then", asked.Then), ("otherwise", asked.Otherwise)],
        SplitStep split => [.. split.Ways.Select((way, index) => ($"ways[{index}].steps", way.Steps)), ("otherwise", split.Otherwise)],
        RandomSplitStep random => random.Shares.Select((share, index) => ($"shares[{index}].steps", share.Steps)),
        _ => [],
    };

    private void CheckWays(string path, SplitStep split)
    {
        if (split.Ways.Count is 0 or > MostWays) Add($"{path}.ways", $"A split has 1 to {MostWays} ways beside that of all others.");
        for (var i = 0; i < split.Ways.Count; i++)
        {
            CheckName($"{path}.ways[{i}].name", split.Ways[i].Name);
            CheckFilter($"{path}.ways[{i}].who", split.Ways[i].Who);
        }
    }

    private void CheckShares(string path, RandomSplitStep random)
    {
        if (random.Shares.Count is < 2 or > MostWays) Add($"{path}.shares", $"A random split has 2 to {MostWays} ways.");
        if (random.Shares.Any(share => share.Percent < 0) || random.Shares.Sum(share => share.Percent) != All) Add($"{path}.shares", "The parts must come to 100 %.");
        for (var i = 0; i < random.Shares.Count; i++) CheckName($"{path}.shares[{i}].name", random.Shares[i].Name);
    }

    private void CheckChange(string path, ChangeStep change)
    {
        if (change.AddTags.Count + change.RemoveTags.Count + change.AddLists.Count + change.RemoveLists.Count + change.SetFields.Count == 0)
            Add(path, "Say which tags, lists or fields change.");
        for (var i = 0; i < change.SetFields.Count; i++) CheckField($"{path}.setFields[{i}]", change.SetFields[i]);
        foreach (var tag in change.AddTags.Concat(change.RemoveTags)) CheckName($"{path}.addTags", tag);
        if (change.AddLists.Concat(change.RemoveLists).Any(list => !_context.Filters.Lists.ContainsKey(list))) Add($"{path}.addLists", "Choose a list.");
    }

    private void CheckField(string path, FieldValue set)
    {
        if (!_context.Filters.Fields.TryGetValue(set.Field, out var field)) Add($"{path}.field", "Choose a custom field.");
        else if (set.Value is { } value && FieldRules.Read(field, value, TimeZoneInfo.Utc, DateOrder.Unmistakable) is null)
            Add($"{path}.value", $"{field.Label} takes {FieldRules.Expected(field)}.");
    }

    private void CheckEmit(string path, EmitStep emit)
    {
        CheckName($"{path}.event", emit.Event);
        if (EventCatalogue.IsOwn(emit.Event)) Add($"{path}.event", "Only Beckon itself tells this event.");
        if (EventCatalogue.IsOfProduct(emit.Event)) Add($"{path}.event", "This event is a product's, not a person's.");
        CheckProperties(path, emit.Properties);
    }

    private void CheckProperties(string path, IReadOnlyList<EmittedProperty> properties)
    {
        if (properties.Count > MostProperties) Add($"{path}.properties", $"It says {MostProperties} things at most.");
        for (var i = 0; i < properties.Count; i++)
        {
            CheckName($"{path}.properties[{i}].name", properties[i].Name);
            if (properties[i].Value.Length > LongestValue) Add($"{path}.properties[{i}].value", $"Give {LongestValue} characters at most.");
        }
    }

    private void CheckName(string path, string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Contains('\0', StringComparison.Ordinal)) Add(path, $"Give 1 to {LongestName} characters.");
    }

    private void CheckDuration(string path, Duration duration)
    {
        var most = duration.Unit switch
        {
            TimeUnit.Minutes => LongestWait * 1_440,
            TimeUnit.Hours => LongestWait * 24,
            TimeUnit.Days => LongestWait,
            TimeUnit.Weeks => LongestWait / 7,
            _ => LongestWait / 30,
        };
        if (duration.Amount < 1 || duration.Amount > most) Add(path, $"Give 1 to {most:#,##0} {Words.Of(duration.Unit)}.");
    }

    private void CheckEvent(string path, EventTest test)
    {
        if (EventCatalogue.IsOfProduct(test.Event)) Add($"{path}.event", "This happens to products and so to nobody. Begin a flow with news of a product instead.");
        else CheckWhich(path, test);
    }

    private void CheckWhich(string path, EventTest test) =>
        Hear(faults => FilterRules.CheckWhich(new EventCondition(test.Event) { Status = test.Status, Where = test.Where }, _context.Filters, faults, path));

    private void CheckFilter(string path, Filter filter) => Hear(faults => FilterRules.Check(filter, _context.Filters, faults, path));

    private void Hear(Action<Faults> check)
    {
        var faults = new Faults();
        check(faults);
        foreach (var (path, sentences) in faults.ToErrors()) Add(path, sentences[0]);
    }
}

/// <summary>What a workspace has that flows name.</summary>
/// <param name="Filters">What filters name.</param>
/// <param name="Templates">The templates, by id, and what each is sent over.</param>
/// <param name="Callable">The ids of live flows that are started by calls.</param>
/// <param name="Discounts">The ids of discounts.</param>
public sealed record FlowContext(FilterContext Filters, IReadOnlyDictionary<string, TemplateChannel> Templates, IReadOnlySet<string> Callable, IReadOnlySet<string> Discounts);

/// <summary>Something that keeps a flow from going live.</summary>
/// <param name="Path">Where in the definition.</param>
/// <param name="Step">The id of the step; null where it is none.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record FlowFault(string Path, string? Step, string Sentence);
