using Beckon.Audiences.Language;
using Beckon.Flows.Products;
using Beckon.Templates;

namespace Beckon.Flows;

/// <summary>A flow that comes with Beckon, to be used as it is or changed. Its messages become templates of the workspace.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Trigger">What starts it.</param>
/// <param name="Steps">Its steps, of the ids of its templates.</param>
public sealed record FlowRecipe(string Key, string Group, string Name, string Description, FlowTrigger Trigger, Func<Func<RecipeMail, string>, IReadOnlyList<FlowStep>> Steps)
{
    public FlowExits Exits { get; init; } = new();

    public Reentry Reentry { get; init; } = new(ReentryMode.EveryTime);

    public FlowDefinition Draw(Func<RecipeMail, string> templateOf) => new() { Trigger = Trigger, Exits = Exits, Reentry = Reentry, Steps = Steps(templateOf) };
}

/// <summary>A message of a recipe.</summary>
/// <param name="Name">What its template is called.</param>
/// <param name="Category">What it is for.</param>
/// <param name="Content">What it says.</param>
public sealed record RecipeMail(string Name, TemplateCategory Category, TemplateContent Content)
{
    public TemplateChannel Channel { get; init; }
}

/// <summary>A recipe as it is offered.</summary>
/// <param name="Key">Names it.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Trigger">What starts it, in words.</param>
/// <param name="Event">The name of the event that starts it.</param>
/// <param name="Messages">How many messages it can send.</param>
public sealed record FlowRecipeView(string Key, string Group, string Name, string Description, string Trigger, string Event, int Messages)
{
    private static readonly FilterContext Nothing = new(
        new Dictionary<string, Contacts.Fields.ContactField>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []);

    public static FlowRecipeView Of(FlowRecipe recipe)
    {
        var flow = recipe.Draw(_ => "");
        return new(recipe.Key, recipe.Group, recipe.Name, recipe.Description, FlowWords.Trigger(flow, Nothing), flow.Trigger is ProductTrigger news ? news.On.Event : flow.Trigger.EventName, flow.Map.Steps.OfType<SendStep>().Count());
    }
}

/// <summary>The recipes that come with Beckon.</summary>
/// <param name="Items">In the order of their groups.</param>
public sealed record FlowRecipeList(IReadOnlyList<FlowRecipeView> Items);
