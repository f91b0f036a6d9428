import js from '@eslint/js'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

export default tseslint.config(
    { ignores: ['dist', 'src/api/schema.d.ts'] },
    js.configs.recommended,
    ...tseslint.configs.recommendedTypeChecked,
    jsxA11y.flatConfigs.recommended,
    reactHooks.configs.flat.recommended,
    {
        languageOptions: {
            globals: globals.browser,
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            '@typescript-eslint/no-explicit-any': 'error',
            // `as const` is the one assertion that cannot be wrong.
            '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
            '@typescript-eslint/no-non-null-assertion': 'error',
            '@typescript-eslint/consistent-type-imports': 'error',
            '@typescript-eslint/switch-exhaustiveness-check': 'error',
            '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
            // TanStack Router's redirect and notFound are thrown by design.
            '@typescript-eslint/only-throw-error': 'off',
            'max-lines': ['error', { max: 300, skipBlankLines: false }],
            eqeqeq: ['error', 'always', { null: 'ignore' }],
            'no-console': 'error',
        },
    },
    { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
)
