using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using HandlebarsDotNet.Iterators;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;
using HandlebarsDotNet.ValueProviders;

namespace Beckon.Templates.Rendering;

/// <summary>
/// Answers for every .NET type what a template may see of it: the values of a <see cref="TemplateObject"/>, the elements of an array of
/// them, and nothing at all of anything else. Handlebars.Net by itself would read properties by reflection.
/// </summary>
internal sealed class Sandbox : IObjectDescriptorProvider
{
    private static readonly Opaque Nothing = new();

    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        value = type == typeof(TemplateObject) ? Describe(type, new Members(), Nothing)
            : type == typeof(TemplateObject[]) ? Describe(type, Nothing, new Rows())
            : Describe(type, Nothing, Nothing);
        return true;
    }

    /// <summary>Runs a block for each row, with <c>@index</c>, <c>@first</c> and <c>@last</c>.</summary>
    public static void ForEach(BindingContext frame, TemplateObject[] rows, Action<BindingContext> run)
    {
        var values = new IteratorValues(frame);
        for (var i = 0; i < rows.Length; i++)
        {
            RenderState.Current.Step();
            values.First = i == 0;
            values.Last = i == rows.Length - 1;
            values.Key = values.Index = i;
            values.Value = rows[i];
            frame.Value = rows[i];
            run(frame);
        }
    }

    private static ObjectDescriptor Describe(Type type, IMemberAccessor members, IIterator iterator) =>
        new(type, members, static (_, instance) => instance is TemplateObject named ? named.Names : Array.Empty<string>(), _ => iterator);

    private sealed class Members : IMemberAccessor
    {
        public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
        {
            RenderState.Current.Step();
            if (!((TemplateObject)instance).TryGet(memberName.TrimmedValue, out value)) RenderState.Current.NoteUnknown(memberName.TrimmedValue);
            return value is not null;
        }
    }

    private sealed class Rows : IIterator
    {
        public void Iterate(
            in EncodedTextWriter writer, BindingContext context, ChainSegment[] blockParamsVariables, object input, TemplateDelegate template, TemplateDelegate ifEmpty)
        {
            var rows = (TemplateObject[])input;
            using var frame = context.CreateFrame();
            if (rows.Length == 0)
            {
                frame.Value = context.Value;
                ifEmpty(writer, frame);
                return;
            }
            var output = writer;
            var variables = blockParamsVariables;
            ForEach(frame, rows, row =>
            {
                var named = new BlockParamsValues(row, variables) { [0] = row.Value };
                named[1] = row.Data.Value<object>(ChainSegment.Index);
                template(output, row);
            });
        }
    }

    private sealed class Opaque : IMemberAccessor, IIterator
    {
        public bool TryGetValue(object instance, ChainSegment memberName, out object? value)
        {
            RenderState.Current.Step();
            RenderState.Current.NoteUnknown(memberName.TrimmedValue);
            value = null;
            return false;
        }

        public void Iterate(
            in EncodedTextWriter writer, BindingContext context, ChainSegment[] blockParamsVariables, object input, TemplateDelegate template, TemplateDelegate ifEmpty)
        {
            using var frame = context.CreateFrame(context.Value);
            ifEmpty(writer, frame);
        }
    }
}
