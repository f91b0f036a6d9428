using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Events;
using Beckon.Events.Catalogue;
using Beckon.Kernel;
using Beckon.Rfm;

namespace Beckon.Audiences.Language;

/// <summary>What a filter must look like: each fault is named by its path. Pure.</summary>
public sealed class FilterRules(FilterContext context, Faults faults)
{
    private const int MostConditions = 100;
    private const int DeepestGroup = 8;
    private const int LongestText = 200;
    private const int MostTexts = 200;
    private const int MostTests = 20;

    private readonly TestRules _tests = new(faults);
    private int _conditions;

    /// <summary>Checks a filter and everything in it.</summary>
    public static void Check(Filter filter, FilterContext context, Faults faults, string path = "filter") => new FilterRules(context, faults).Check(path, filter, 0);

    /// <summary>Checks which events are meant, where more than a filter may ask for them: what comes into an audience begins flows.</summary>
    public static void CheckWhich(EventCondition e, FilterContext context, Faults faults, string path) => new FilterRules(context, faults).CheckWhich(path, e, mayBeOfProducts: true);

    private void Check(string path, Filter filter, int depth)
    {
        if (++_conditions == MostConditions + 1) faults.Add("filter", $"An audience has at most {MostConditions} conditions. Make two, and put one into the other.");
        if (_conditions > MostConditions) return;
        switch (filter)
        {
            case AllOf all: CheckGroup(path, all.Of, depth); break;
            case AnyOf any: CheckGroup(path, any.Of, depth); break;
            case NoneOf none: CheckGroup(path, none.Of, depth); break;
            case EventCondition e: CheckEvent(path, e); break;
            case OrderCondition o: CheckOrders(path, o); break;
            case ProfileCondition p: CheckProfile(path, p); break;
            case FieldCondition f: CheckField(path, f); break;
            case ListCondition l when !context.Lists.ContainsKey(l.List): faults.Add($"{path}.list", "Choose a list. GET /api/contact-lists lists them."); break;
            case TagCondition t: CheckText($"{path}.tag", t.Tag); break;
            case ReachableCondition { Channel: Channel.Push }: faults.Add($"{path}.channel", "Reach people by email or sms."); break;
            case RfmCondition r: CheckRfm(path, r); break;
            case PredictionCondition p: CheckPrediction(path, p); break;
            case LoyaltyCondition l: CheckLoyalty(path, l); break;
            case AbandonedItemCondition { Time: { } time }: _tests.CheckTime($"{path}.time", time, TimeUse.Moment); break;
            case AudienceCondition a when !context.AudienceNames.ContainsKey(a.Audience): faults.Add($"{path}.audience", "Choose an audience. GET /api/audiences lists them."); break;
            case RandomCondition r: CheckRandom(path, r); break;
        }
    }

    private void CheckGroup(string path, IReadOnlyList<Filter?> parts, int depth)
    {
        if (depth == DeepestGroup) faults.Add(path, $"Groups lie at most {DeepestGroup} deep.");
        for (var i = 0; i < parts.Count && depth < DeepestGroup; i++)
        {
            if (parts[i] is { } part) Check($"{path}.of[{i}]", part, depth + 1);
            else faults.Add($"{path}.of[{i}]", "Give a condition or a group.");
        }
    }

    private void CheckEvent(string path, EventCondition e)
    {
        CheckWhich(path, e, mayBeOfProducts: false);
        if (e.Event is EventNames.AudienceEntered or EventNames.AudienceExited) faults.Add($"{path}.event", "Ask for the audience itself: a condition of the type audience.");
        if (e.Time is { } time) _tests.CheckTime($"{path}.time", time, TimeUse.Moment);
        if (e.Is is { } test) _tests.CheckNumber($"{path}.is", test);
        CheckMeasure(path, e);
    }

    private void CheckWhich(string path, EventCondition e, bool mayBeOfProducts)
    {
        if (string.IsNullOrWhiteSpace(e.Event)) faults.Add($"{path}.event", "Choose an event.");
        else CheckText($"{path}.event", e.Event);
        if (!mayBeOfProducts && EventCatalogue.IsOfProduct(e.Event)) faults.Add($"{path}.event", "This happens to products and so to nobody. Ask for an abandoned item instead.");
        if (e.Status is { } status) CheckText($"{path}.status", status);
        if (e.Where?.Count > MostTests) faults.Add($"{path}.where", $"Ask at most {MostTests} things of the properties.");
        for (var i = 0; i < Math.Min(e.Where?.Count ?? 0, MostTests); i++) CheckProperty($"{path}.where[{i}]", e.Where?[i]);
    }

    private void CheckMeasure(string path, EventCondition e)
    {
        var ofProperty = e.Measure is EventMeasure.Sum or EventMeasure.Average or EventMeasure.Minimum or EventMeasure.Maximum;
        var ofTime = e.Measure is EventMeasure.FirstTime or EventMeasure.LastTime;
        if (ofProperty) CheckText($"{path}.property", e.Property);
        if (ofProperty && e.Is is null) faults.Add($"{path}.is", "Say what it must be, such as at_least 50.");
        if (ofTime && e.Time is null) faults.Add($"{path}.time", "Say when it must have been.");
        if (!ofProperty && e.Property is not null) faults.Add($"{path}.property", "Only sums, averages, minimums and maximums are of a property.");
        if (ofTime && e.Is is not null) faults.Add($"{path}.is", "A time is tested by time alone.");
    }

    private void CheckProperty(string path, PropertyTest? test)
    {
        if (test is null)
        {
            faults.Add(path, "Give a property and what it must be.");
            return;
        }
        CheckText($"{path}.property", test.Property);
        _tests.CheckValue($"{path}.is", test.Is, TimeUse.WrittenDay);
    }

    private void CheckOrders(string path, OrderCondition o)
    {
        foreach (var (name, text) in new[] { ("product", o.Product), ("brand", o.Brand), ("category", o.Category) })
        {
            if (text is not null) CheckText($"{path}.{name}", text);
        }
        var ofTime = o.Measure is OrderMeasure.FirstTime or OrderMeasure.LastTime;
        if (o.Time is { } time) _tests.CheckTime($"{path}.time", time, TimeUse.Moment);
        if (o.Is is { } test) _tests.CheckNumber($"{path}.is", test);
        if (ofTime && o.Time is null) faults.Add($"{path}.time", "Say when it must have been.");
        if (ofTime && o.Is is not null) faults.Add($"{path}.is", "A time is tested by time alone.");
        if (o.Measure is OrderMeasure.Total or OrderMeasure.Average && o.Is is null) faults.Add($"{path}.is", "Say what it must come to, such as at_least 50.");
    }

    private void CheckProfile(string path, ProfileCondition p)
    {
        var ofTime = p.Attribute is ProfileAttribute.CreatedAt or ProfileAttribute.LastSeenAt;
        var fits = p.Attribute switch
        {
            ProfileAttribute.Known => p.Is.Op is ValueOp.IsTrue or ValueOp.IsFalse,
            _ when ofTime => p.Is.Op == ValueOp.Time,
            _ => p.Is.Op is not (ValueOp.IsTrue or ValueOp.IsFalse or ValueOp.Number or ValueOp.Time),
        };
        if (!fits) faults.Add($"{path}.is.op", ofTime ? "Ask for a time: op time." : p.Attribute == ProfileAttribute.Known ? "Ask is_true or is_false." : "Compare it as text.");
        else _tests.CheckValue($"{path}.is", p.Is, TimeUse.Moment);
    }

    private void CheckField(string path, FieldCondition f)
    {
        if (!context.Fields.TryGetValue(f.Field, out var field))
        {
            faults.Add($"{path}.field", "Choose a custom field. GET /api/contact-fields lists them.");
            return;
        }
        var fits = f.Is.Op switch
        {
            ValueOp.IsSet or ValueOp.IsNotSet => true,
            ValueOp.IsTrue or ValueOp.IsFalse => field.Kind == FieldKind.Boolean,
            ValueOp.Number => field.Kind == FieldKind.Number,
            ValueOp.Time => field.Kind is FieldKind.Date or FieldKind.DateTime,
            _ => field.Kind is FieldKind.Text or FieldKind.Choice,
        };
        if (!fits) faults.Add($"{path}.is.op", $"The field {field.Label} holds {FieldRules.Expected(field)}: compare it so.");
        else _tests.CheckValue($"{path}.is", f.Is, field.Kind == FieldKind.Date ? TimeUse.Day : TimeUse.Moment);
    }

    private void CheckRfm(string path, RfmCondition r)
    {
        if (r.Segments?.Count > MostTexts) faults.Add($"{path}.segments", $"Give at most {MostTexts} segments.");
        foreach (var segment in (r.Segments ?? []).Take(MostTexts)) CheckText($"{path}.segments", segment);
        foreach (var (name, span) in new[] { ("recency", r.Recency), ("frequency", r.Frequency), ("monetary", r.Monetary) })
        {
            if (span is { } given && (given.From < 1 || given.To > RfmRules.Scores || given.From > given.To)) faults.Add($"{path}.{name}", "Give scores from 1 to 5.");
        }
    }

    private void CheckPrediction(string path, PredictionCondition p)
    {
        var ofDay = p.Measure == PredictionMeasure.NextOrder;
        if (p.Is is { } test) _tests.CheckNumber($"{path}.is", test);
        if (p.Time is { } time) _tests.CheckTime($"{path}.time", time, TimeUse.Day);
        if (p.Time is { Anniversary: true }) faults.Add($"{path}.time.anniversary", "An order to come has no anniversary.");
        if (ofDay && p.Time is null) faults.Add($"{path}.time", "Say when it must be expected, such as in_next 14 days.");
        if (ofDay && p.Is is not null) faults.Add($"{path}.is", "A day is tested by time alone.");
        if (!ofDay && p.Is is null) faults.Add($"{path}.is", "Say what it must be, such as at_least 0.5.");
        if (!ofDay && p.Time is not null) faults.Add($"{path}.time", "Only the next order is a day.");
    }

    private void CheckLoyalty(string path, LoyaltyCondition l)
    {
        if (l.Joined is { } joined) _tests.CheckTime($"{path}.joined", joined, TimeUse.Moment);
        if (l.Store is { } store) CheckText($"{path}.store", store);
    }

    private void CheckRandom(string path, RandomCondition r)
    {
        if (r.Percent is < 0 or > 100) faults.Add($"{path}.percent", "Give 0 to 100.");
        if (r.Draw.Length > LongestText || r.Draw.Contains('\0', StringComparison.Ordinal)) faults.Add($"{path}.draw", $"A name has at most {LongestText} characters.");
    }

    private void CheckText(string path, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText || text.Contains('\0', StringComparison.Ordinal)) faults.Add(path, $"Give 1 to {LongestText} characters.");
    }
}
