using Beckon.Accounts;
using Beckon.Kernel;
using Beckon.Templates;

namespace Beckon.Flows;

/// <summary>Draws flows of recipes: their messages become templates, or are those that the workspace already has of that name.</summary>
public sealed class RecipeBook(TemplateStore templates)
{
    public async Task<FlowDefinition> DrawAsync(Caller caller, FlowRecipe recipe, CancellationToken ct)
    {
        var known = await templates.ListAsync(caller.WorkspaceId, category: null, channel: null, ct);
        var ids = new Dictionary<(TemplateChannel, string), string>();
        var mails = new List<RecipeMail>();
        recipe.Draw(mail =>
        {
            mails.Add(mail);
            return "";
        });
        foreach (var mail in mails.DistinctBy(mail => (mail.Channel, mail.Name)))
        {
            var template = known.Find(one => one.Name == mail.Name && one.Channel == mail.Channel) ?? await templates.CreateAsync(caller, mail.Name, mail.Channel, mail.Category, mail.Content, ct);
            ids[(mail.Channel, mail.Name)] = Ids.Out(Ids.Template, template.Id);
        }
        return recipe.Draw(mail => ids[(mail.Channel, mail.Name)]);
    }
}
