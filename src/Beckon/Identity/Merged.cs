namespace Beckon.Identity;

/// <summary>The words of SQL for a contact together with everybody who was merged into it.</summary>
internal static class Merged
{
    /// <summary>For <c>with recursive</c>: the ids, under a name, of a contact of the workspace <c>$1</c> and of all that were merged into it.</summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="contact">The parameter that holds the contact, such as <c>$2</c>.</param>
    public static string Below(string name, string contact) =>
        $"""
        {name} as (
            select {contact}::uuid as id
            union
            select c.id from {name} join contact c on c.workspace_id = $1 and c.merged_into = {name}.id
        )
        """;
}
