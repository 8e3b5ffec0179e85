import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'uploads/', 'node_modules/', 'views/assets/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-else-return': 'error',
      // docs/decisions/0033
      'no-restricted-syntax': ['error', { selector: "CallExpression[callee.property.name='waitForFunction']", message: 'Our pages forbid eval: it fails wherever the first look does not succeed. Wait for a locator.' }, { selector: "CallExpression[callee.name=/^generateKeyPair/][arguments.length<2]", message: 'Ask for the pair in its encoded form (PAIR_IN_DER): exporting one of key objects can stop the process.' }],
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
    },
  },
);
